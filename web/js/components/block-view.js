import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';

/** One structural part of a document; `isMarked` lights up the span of an example. */
export function blockView(block, index, isMarked) {
  const place = block.page ? t('document.page', { page: block.page }) : block.line ? t('document.line', { line: block.line }) : null;
  return h('div', { key: index, id: `block-${index}`, class: `block block-${block.kind}${isMarked ? ' is-marked' : ''}`, tabindex: '-1' },
    h('div', { class: 'block-content' }, CONTENT[block.kind]?.(block) ?? paragraph(block)),
    place && h('span', { class: 'block-place small quiet' }, place));
}

const CONTENT = {
  heading: ({ text, level }) => h('p', { class: `block-heading block-heading-${Math.min(level || 1, 4)}`, role: 'heading', 'aria-level': Math.min(level + 1, 6) }, text),
  listItem: ({ text, level }) => h('p', { class: 'block-item', style: { '--level': String(Math.max(0, level - 1)) } }, text),
  table: ({ rows = [], hasHeader }) => h('div', { class: 'block-table', tabindex: '0', role: 'region', 'aria-label': t('document.table') },
    h('table', {},
      hasHeader && h('thead', {}, h('tr', {}, (rows[0] ?? []).map((cell) => h('th', { scope: 'col' }, cell)))),
      h('tbody', {}, rows.slice(hasHeader ? 1 : 0).map((cells) => h('tr', {}, cells.map((cell) => h('td', {}, cell))))))),
  code: ({ text }) => h('pre', { tabindex: '0' }, h('code', {}, text)),
  quote: ({ text }) => h('blockquote', {}, text),
};

function paragraph({ text }) {
  return h('p', {}, text);
}
