import { fetchDocument } from '../api/documents.js';
import { blockView } from '../components/block-view.js';
import { button } from '../components/button.js';
import { errorNote, loadingNote, note, wordFor } from '../components/notes.js';
import { pageHead } from '../components/page-head.js';
import { badge, facts } from '../components/status.js';
import * as format from '../lib/format.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { say, sayReason } from '../lib/phrases.js';
import { link } from '../lib/route.js';
import { Page } from './page.js';

/** Blocks drawn at once; a book has tens of thousands. */
const BATCH = 300;

/** A document: its structure as it was read, with the span that an example came from. */
export class DocumentPage extends Page {
  #document = null;
  #shown = BATCH;

  get title() { return this.#document?.name ?? t('nav.documents'); }

  start() { this.#load(); }

  view() {
    const [, collection] = this.route.segments;
    const document = this.#document;
    const parents = [{ label: t('nav.documents'), href: link(['documents']) }, { label: collection, href: link(['documents', collection]) }];
    if (!document) return [pageHead({ title: t('document.title'), parents }), this.error ? errorNote(this.error, () => this.#load()) : loadingNote()];
    const blocks = document.blocks ?? [];
    const span = this.#span();
    return [
      pageHead({ title: document.title || baseName(document.name), lead: document.name, parents }),
      h('div', { class: 'stack', key: 'body' },
        facts([
          [t('column.outcome'), badge(document.state)], [t('column.format'), document.format && wordFor('format', document.format)],
          [t('column.characters'), format.count(document.characters)], [t('column.size'), format.bytes(document.sizeBytes)],
          [t('document.blocks'), format.count(blocks.length)], [t('common.digest'), h('code', { title: document.digest }, format.shortDigest(document.digest))],
        ]),
        document.revision !== document.currentRevision && this.#earlierNote(document),
        document.reason && note('warning', h('p', {}, sayReason(document))),
        document.vanishedAt && note('warning', h('p', {}, t('source.vanished'))),
        (document.notes ?? []).map((text) => note('info', h('p', {}, say(text, document.notePhrases?.find((phrase) => phrase.text === text))))),
        blocks.length === 0 ? h('p', { class: 'quiet' }, t('document.noText')) : this.#body(blocks, span)),
    ];
  }

  #earlierNote({ id, createdAt }) {
    const [, collection] = this.route.segments;
    return note('warning', h('p', { 'data-testid': 'earlier-revision' }, t('document.earlier', { time: format.exactTime(createdAt) }), ' ', h('a', { href: link(['documents', collection, id]) }, t('document.asItIs'))));
  }

  #body(blocks, span) {
    const rest = blocks.length - this.#shown;
    return h('div', { class: 'document-layout' },
      this.#outline(blocks),
      h('article', { class: 'document-body card' },
        blocks.slice(0, this.#shown).map((block, index) => blockView(block, index, isInside(index, span))),
        rest > 0 && button({ label: t('document.more', { count: rest }), onClick: () => { this.#shown += BATCH; this.update(); } })));
  }

  #outline(blocks) {
    const headings = blocks.map((block, index) => ({ ...block, index })).filter((block) => block.kind === 'heading').slice(0, BATCH);
    if (headings.length < 2) return null;
    return h('nav', { class: 'outline', 'aria-label': t('document.outline') }, h('h2', { class: 'eyebrow' }, t('document.outline')),
      h('ol', {}, headings.map(({ text, level, index }) => h('li', { key: index, style: { '--level': String(Math.max(0, level - 1)) } },
        h('button', { type: 'button', class: 'text-button', onClick: () => this.#goTo(index) }, text)))));
  }

  changeQuery(query) {
    super.changeQuery(query);
    this.#load();
  }

  #load() {
    return this.read(async () => {
      this.#document = await fetchDocument(this.route.segments[2], this.route.query.revision);
      const span = this.#span();
      if (!span) return;
      this.#goTo(span.first);
    });
  }

  #goTo(index) {
    this.#shown = Math.max(this.#shown, index + BATCH);
    this.update();
    // The block stands there only after the next drawing.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const block = document.getElementById(`block-${index}`);
      block?.scrollIntoView({ block: 'center' });
      block?.focus({ preventScroll: true });
    }));
  }

  #span() {
    const first = Number.parseInt(this.route.query.first, 10);
    const last = Number.parseInt(this.route.query.last, 10);
    return Number.isInteger(first) ? { first, last: Number.isInteger(last) ? last : first } : null;
  }
}

function isInside(index, span) {
  return span !== null && index >= span.first && index <= span.last;
}

function baseName(path) {
  return path.slice(path.lastIndexOf('/') + 1);
}
