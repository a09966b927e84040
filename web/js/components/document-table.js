import * as format from '../lib/format.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { sayReason } from '../lib/phrases.js';
import { link } from '../lib/route.js';
import { wordFor } from './notes.js';
import { badge } from './status.js';

/** Files with what became of each, and why. On a narrow page each row becomes a small card. */
export function documentTable(documents) {
  return h('table', { class: 'table', 'data-testid': 'documents' },
    h('thead', {}, h('tr', {},
      h('th', { scope: 'col' }, t('column.document')), h('th', { scope: 'col' }, t('column.outcome')), h('th', { scope: 'col' }, t('column.format')),
      h('th', { scope: 'col', class: 'number' }, t('column.characters')), h('th', { scope: 'col', class: 'number' }, t('column.size')))),
    h('tbody', {}, documents.map(row)));
}

function row(document) {
  const name = splitName(document.name);
  return h('tr', { key: document.id, 'data-testid': 'document', 'data-state': document.state },
    h('th', { scope: 'row', class: 'cell-main' },
      document.state === 'skipped' ? fileName(name) : h('a', { href: link(['documents', document.collection, document.id]) }, fileName(name)),
      document.title && document.title !== name.base && h('div', { class: 'small quiet' }, document.title)),
    h('td', {}, badge(document.state), document.reason && h('div', { class: 'small quiet cell-reason', title: document.reason }, sayReason(document))),
    h('td', { 'data-label': t('column.format') }, document.format ? wordFor('format', document.format) : '–'),
    h('td', { class: 'number', 'data-label': t('column.characters') }, document.characters > 0 ? format.count(document.characters) : '–'),
    h('td', { class: 'number', 'data-label': t('column.size') }, format.bytes(document.sizeBytes)));
}

function splitName(path) {
  const slash = path.lastIndexOf('/') + 1;
  return { folder: path.slice(0, slash), base: path.slice(slash) };
}

function fileName({ folder, base }) {
  return h('span', { class: 'file-name' }, folder && h('span', { class: 'quiet' }, folder), base);
}
