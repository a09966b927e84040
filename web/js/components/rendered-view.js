import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { errorNote, loadingNote, note } from './notes.js';

/**
 * A row as the model sees it: the text of the chat template, and which parts of it are learned.
 *
 * @param {{ value?: object, error?: Error } | undefined} entry From the model view; undefined while it is read.
 */
export function renderedView(entry, onRetry) {
  if (!entry) return loadingNote();
  if (entry.error) return errorNote(entry.error, onRetry);
  const { model, tokens, learned, limit, isTruncated, segments } = entry.value;
  return h('div', { class: 'rendered stack-tight', 'data-testid': 'rendered' },
    isTruncated && note('warning', h('p', {}, t('rendered.truncated', { count: tokens - limit, limit }))),
    h('pre', { class: 'rendered-text', tabindex: '0', role: 'region', 'aria-label': t('rendered.label', { model }) }, segments.map(segment)),
    h('p', { class: 'small quiet' }, t('rendered.counts', { tokens, learned, limit }), ' ', h('span', { class: 'learned' }, t('rendered.legend'))));
}

// The words around a learned part are for readers who cannot see its line and colour.
function segment({ text, isLearned }, index) {
  if (!isLearned) return h('span', { key: index }, text);
  return h('mark', { key: index, class: 'learned' }, hidden('rendered.learnedBegins'), text, hidden('rendered.learnedEnds'));
}

function hidden(key) {
  return h('span', { class: 'visually-hidden' }, ` ${t(key)} `);
}
