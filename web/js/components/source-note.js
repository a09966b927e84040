import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { markQuotes } from '../lib/quotes.js';
import { link } from '../lib/route.js';

/** Where a row comes from: the document, its words there, and the way to them. */
export function sourceNote({ documentId, documentName, firstBlock, lastBlock, page, excerpt }, collection, { isOpen, evidence } = {}) {
  const href = link(['documents', collection ?? '-', documentId], { first: firstBlock, last: lastBlock });
  return h('details', { class: 'disclosure source', mount: isOpen ? (element) => { element.open = true; } : undefined },
    h('summary', {}, h('span', { class: 'quiet small' }, t('example.source')), ' ', h('span', { class: 'small' }, documentName),
      page ? h('span', { class: 'quiet small' }, ` · ${t('document.page', { page })}`) : null),
    h('blockquote', { class: 'source-excerpt', tabindex: '0' }, markQuotes(excerpt, evidence ?? []).map(({ text, isQuote }, index) => h(isQuote ? 'mark' : 'span', { key: index }, text))),
    h('a', { class: 'small', href }, t('example.openSource')));
}

/** The words of the source that an answer rests on. */
export function evidenceNote(quotes) {
  if (!quotes?.length) return null;
  return h('div', { class: 'evidence stack-tight', 'data-testid': 'evidence' }, h('span', { class: 'quiet small' }, t('example.evidence')),
    quotes.map((quote, index) => h('blockquote', { key: index, class: 'evidence-quote' }, quote)));
}
