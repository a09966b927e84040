import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { link } from '../lib/route.js';
import { button, iconButton } from './button.js';
import { wordFor } from './notes.js';
import { tag } from './status.js';

/**
 * One row of a dataset: its turns or text, where it comes from, and the ways to change it.
 *
 * @param {object} options
 * @param {object} options.row The row as it would be saved.
 * @param {object} [options.edit] The unsaved edit of this row.
 * @param {boolean} options.isOpen Whether its text stands in fields.
 */
export function exampleCard({ row, edit, canEdit, isOpen, collection, onOpen, onClose, onChange, onDrop, onUndo }) {
  const isDropped = edit?.drop === true;
  return h('li', { key: row.id, class: `card example${isDropped ? ' is-dropped' : ''}`, 'data-testid': 'example', 'data-split': row.split },
    h('div', { class: 'row-spread' },
      h('div', { class: 'row' },
        h('span', { class: 'small quiet' }, `#${row.position + 1}`), tag(t(`split.${row.split}`), row.split), tag(wordFor('kind', row.kind)),
        (row.edited || edit) && tag(t(isDropped ? 'example.willDrop' : edit ? 'example.changed' : 'example.edited'), 'accent')),
      canEdit && h('div', { class: 'row' }, edit
        ? button({ label: t('common.undo'), icon: 'again', variant: 'quiet', onClick: onUndo })
        : [iconButton({ label: t('example.edit'), icon: 'edit', testId: 'edit-example', onClick: onOpen }), iconButton({ label: t('example.drop'), icon: 'trash', testId: 'drop-example', onClick: onDrop })])),
    isOpen ? editForm(row, onChange, onClose) : content(row),
    row.source && sourceNote(row.source, collection));
}

function content(row) {
  if (row.text !== undefined && row.text !== null) return h('p', { class: 'example-text', tabindex: '0' }, row.text);
  return h('div', { class: 'turns' }, row.messages.map((message, index) =>
    h('div', { key: index, class: `turn turn-${message.role}` }, h('span', { class: 'turn-role' }, wordFor('role', message.role)), h('p', {}, message.content))));
}

function editForm(row, onChange, onClose) {
  const isText = row.text !== undefined && row.text !== null;
  const parts = isText ? [{ label: t('example.text'), content: row.text }] : row.messages.map(({ role, content }) => ({ label: wordFor('role', role), content }));
  const onSubmit = (event) => {
    event.preventDefault();
    onChange(parts.map((_, index) => event.target.elements[`part-${index}`].value));
  };
  return h('form', { class: 'stack', onSubmit },
    parts.map(({ label, content }, index) => h('div', { key: index, class: 'field' },
      h('label', { for: `part-${row.id}-${index}` }, label),
      h('textarea', {
        id: `part-${row.id}-${index}`, name: `part-${index}`, rows: Math.min(10, 2 + Math.floor(content.length / 80)), spellcheck: 'true',
        mount: (element) => { element.value = content; if (index === 0) element.focus(); },
      }))),
    h('div', { class: 'row' },
      button({ label: t('example.keepChange'), variant: 'primary', type: 'submit', testId: 'keep-change' }), button({ label: t('common.cancel'), onClick: onClose })));
}

function sourceNote({ documentId, documentName, firstBlock, lastBlock, page, excerpt }, collection) {
  const href = link(['documents', collection ?? '-', documentId], { first: firstBlock, last: lastBlock });
  return h('details', { class: 'disclosure source' },
    h('summary', {}, h('span', { class: 'quiet small' }, t('example.source')), ' ', h('span', { class: 'small' }, documentName),
      page ? h('span', { class: 'quiet small' }, ` · ${t('document.page', { page })}`) : null),
    h('blockquote', { class: 'source-excerpt' }, excerpt),
    h('a', { class: 'small', href }, t('example.openSource')));
}
