import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { markQuotes } from '../lib/quotes.js';
import { link } from '../lib/route.js';

/**
 * Where a row comes from: the document as it was when the row was made, its words there, and the way to them.
 *
 * @param {object} source
 * @param {'current' | 'changed' | 'vanished' | 'removed'} [source.state] What became of the document since.
 */
export function sourceNote(source, collection, { isOpen, evidence } = {}) {
  const { documentName, documentTitle, page, excerpt, state = 'current' } = source;
  const name = documentName || t('source.unknown');
  return h('details', { class: 'disclosure source', 'data-testid': 'source', 'data-state': state, mount: isOpen ? (element) => { element.open = true; } : undefined },
    h('summary', {}, h('span', { class: 'quiet small' }, t('example.source')), ' ', h('span', { class: 'small' }, name),
      page ? h('span', { class: 'quiet small' }, ` · ${t('document.page', { page })}`) : null,
      state !== 'current' && h('span', { class: 'small text-accent' }, ` · ${t(`source.${state}.short`)}`)),
    documentTitle && documentTitle !== documentName && h('p', { class: 'small quiet' }, documentTitle),
    state !== 'current' && h('p', { class: 'small' }, t(`source.${state}`)),
    excerpt && h('blockquote', { class: 'source-excerpt', tabindex: '0' }, markQuotes(excerpt, evidence ?? []).map(({ text, isQuote }, index) => h(isQuote ? 'mark' : 'span', { key: index }, text))),
    state !== 'removed' && h('a', { class: 'small', href: addressOf(source, collection) }, t(state === 'changed' ? 'source.openThen' : 'example.openSource')));
}

function addressOf({ documentId, firstBlock, lastBlock, revision, state }, collection) {
  return link(['documents', collection ?? '-', documentId], { first: firstBlock, last: lastBlock, revision: state === 'changed' ? revision : undefined });
}

/** The words of the source that an answer rests on. */
export function evidenceNote(quotes) {
  if (!quotes?.length) return null;
  return h('div', { class: 'evidence stack-tight', 'data-testid': 'evidence' }, h('span', { class: 'quiet small' }, t('example.evidence')),
    quotes.map((quote, index) => h('blockquote', { key: index, class: 'evidence-quote' }, quote)));
}
