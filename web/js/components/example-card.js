import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { button, iconButton } from './button.js';
import { exampleBody } from './example-body.js';
import { exampleForm } from './example-form.js';
import { wordFor } from './notes.js';
import { evidenceNote, sourceNote } from './source-note.js';
import { tag } from './status.js';

/**
 * One row of a dataset: its turns or text, where it comes from, and the ways to change it.
 *
 * @param {object} options
 * @param {object} options.row The row as it would be saved.
 * @param {object} [options.edit] The unsaved edit of this row.
 * @param {boolean} options.isOpen Whether its text stands in fields.
 * @param {unknown} [options.rendering] The row as the model sees it, in place of its turns.
 */
export function exampleCard({ row, edit, canEdit, isOpen, collection, rendering, onOpen, onClose, onChange, onDrop, onUndo, onRender }) {
  const isDropped = edit?.drop === true;
  return h('li', { key: row.id, class: `card example${isDropped ? ' is-dropped' : ''}`, 'data-testid': 'example', 'data-split': row.split },
    h('div', { class: 'row-spread' },
      h('div', { class: 'row' }, h('span', { class: 'small quiet' }, `#${row.position + 1}`), exampleTags(row, edit)),
      h('div', { class: 'row example-tools' },
        iconButton({ label: t('example.asModel'), icon: 'eye', testId: 'as-model', 'aria-pressed': rendering ? 'true' : 'false', onClick: onRender }),
        canEdit && (edit
          ? button({ label: t('common.undo'), icon: 'again', variant: 'quiet', onClick: onUndo })
          : [iconButton({ label: t('example.edit'), icon: 'edit', testId: 'edit-example', onClick: onOpen }), iconButton({ label: t('example.drop'), icon: 'trash', testId: 'drop-example', onClick: onDrop })]))),
    isOpen ? exampleForm({ row, onChange, onClose }) : rendering || exampleBody(row),
    evidenceNote(row.evidence),
    row.source && sourceNote(row.source, collection, { evidence: row.evidence }));
}

/** What is known of a row at a glance; never by colour alone. */
export function exampleTags(row, edit) {
  const isDropped = edit?.drop === true;
  return [
    tag(t(`split.${row.split}`), row.split), tag(wordFor('kind', row.kind)),
    row.rating === 1 && tag(t('rating.up'), 'train'), row.rating === -1 && tag(t('rating.down'), 'accent'),
    (row.edited || edit) && tag(t(isDropped ? 'example.willDrop' : edit ? 'example.changed' : 'example.edited'), 'accent'),
  ];
}
