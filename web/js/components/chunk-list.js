import * as format from '../lib/format.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { say } from '../lib/phrases.js';
import { sourceNote } from './source-note.js';
import { tag } from './status.js';

/** Passages that a model was asked about: how many questions each gave, and why others were left out. */
export function chunkList(chunks, collection) {
  return h('ul', { class: 'findings' }, chunks.map(({ source, title, rows, drops }, index) =>
    h('li', { key: `${source.documentId}-${source.firstBlock}-${index}`, class: 'finding stack-tight', 'data-testid': 'chunk' },
      h('div', { class: 'row' }, h('strong', {}, title || source.documentTitle || source.documentName), tag(t('written.questions', { count: rows }), rows > 0 ? 'train' : 'accent')),
      drops.length > 0 && h('ul', { class: 'reasons small quiet' }, drops.map(({ reason, count, phrase }) =>
        h('li', { key: reason }, h('span', { class: 'reason-count' }, format.count(count)), h('span', {}, say(reason, phrase))))),
      sourceNote(source, collection))));
}
