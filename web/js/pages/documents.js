import { dropZone } from '../components/drop-zone.js';
import { emptyNote, loadingNote } from '../components/notes.js';
import { pageHead } from '../components/page-head.js';
import { progressBar, timeAgo } from '../components/status.js';
import * as format from '../lib/format.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { isActive } from '../lib/journey.js';
import { link } from '../lib/route.js';
import { Page } from './page.js';

/** Documents: the collections and what became of their files. */
export class DocumentsPage extends Page {
  get title() { return t('nav.documents'); }

  start() { this.watch(this.app.library); }

  view() {
    const { library } = this.app;
    return [
      pageHead({ title: t('nav.documents'), lead: t('documents.lead') }),
      !library.isLoaded ? loadingNote() : h('div', { class: 'stack-loose', key: 'body' },
        library.collections.length === 0
          ? emptyNote({ icon: 'documents', title: t('documents.empty'), text: t('documents.emptyText') })
          : h('ul', { class: 'cards' }, library.collections.map(collectionCard)),
        dropZone({ isCompact: library.collections.length > 0, title: t('drop.title'), hint: t('drop.hint'), onFiles: (found) => this.app.importFiles(found) })),
    ];
  }
}

function collectionCard(collection) {
  const { name, job } = collection;
  return h('li', { key: name, class: 'card card-link' },
    h('div', { class: 'row-spread' }, h('h2', { class: 'card-title' }, h('a', { href: link(['documents', name]) }, name)), h('span', { class: 'small quiet' }, timeAgo(collection.createdAt))),
    isActive(job)
      ? h('div', { class: 'stack-tight' }, h('p', { class: 'quiet' }, t('stage.reading', { done: job.done, count: job.total })), progressBar({ done: job.done, total: job.total, label: name }))
      : [outcomeBar(collection), h('p', { class: 'quiet' }, outcomeWords(collection))]);
}

/** One bar for all files: used, duplicate, skipped. */
export function outcomeBar({ used, duplicate, skipped }) {
  const parts = [['used', used], ['duplicate', duplicate], ['skipped', skipped]].filter(([, value]) => value > 0);
  return h('div', { class: 'outcome-bar', 'aria-hidden': 'true' }, parts.map(([name, value]) =>
    h('span', { key: name, class: `outcome-${name}`, style: { 'flex-grow': String(value) } })));
}

/** The sum in words: all files are accounted for. */
export function outcomeWords({ documents, used, duplicate, skipped, characters }) {
  return t('documents.sum', {
    files: t('documents.files', { count: documents }), used, duplicate, skipped, characters: format.compact(characters),
  });
}
