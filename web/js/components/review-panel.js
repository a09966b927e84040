import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { REVIEW_KEYS } from '../lib/review-keys.js';
import { dialog } from './dialog.js';
import { exampleBody } from './example-body.js';
import { exampleTags } from './example-card.js';
import { exampleForm } from './example-form.js';
import { icon } from './icon.js';
import { evidenceNote, sourceNote } from './source-note.js';

const ICONS = { previous: 'back', next: 'next', good: 'thumbUp', bad: 'thumbDown', drop: 'trash', edit: 'edit', undo: 'again', asModel: 'eye', help: 'keyboard' };
/** The element that has the focus while rows go by. */
export const REVIEW_ROW = 'review-row';

/**
 * One row to decide about, with its source and evidence open.
 *
 * @param {{ row: object, edit?: object, position: number, total: number, isOpen: boolean, rendering?: unknown, collection?: string }} options
 */
export function reviewRow({ row, edit, position, total, isOpen, rendering, collection, onChange, onClose }) {
  const label = t('review.position', { position: position + 1, total });
  return h('article', { id: REVIEW_ROW, class: `card example review-row${edit?.drop ? ' is-dropped' : ''}`, tabindex: '-1', 'aria-label': label, 'data-testid': 'review-row', 'data-position': position },
    h('div', { class: 'row' }, h('strong', {}, label), exampleTags(row, edit)),
    h('div', { key: row.id, class: 'stack' },
      isOpen ? exampleForm({ row, onChange, onClose }) : rendering || exampleBody(row),
      evidenceNote(row.evidence),
      row.source && sourceNote(row.source, collection, { isOpen: true, evidence: row.evidence })));
}

/** The decisions as buttons, each with its key. @param {{ action: string, disabled?: boolean, isPressed?: boolean }[]} actions */
export function reviewActions({ actions, onAction }) {
  return h('div', { class: 'review-actions', role: 'group', 'aria-label': t('review.actions') }, actions.map(({ action, disabled = false, isPressed }) => {
    const entry = REVIEW_KEYS.find((item) => item.action === action);
    return h('button', {
      key: action, type: 'button', class: 'button button-plain', disabled, 'data-testid': `review-${action}`, 'aria-keyshortcuts': entry?.keys.map((key) => (key.length === 1 ? key.toUpperCase() : key)).join(' '),
      'aria-pressed': isPressed === undefined ? undefined : String(isPressed), onClick: () => onAction(action),
    }, icon(ICONS[action]), h('span', {}, t(`review.${action}`)), entry && h('kbd', { 'aria-hidden': 'true' }, entry.label));
  }));
}

/** All keys of the review. */
export function reviewHelp({ onClose }) {
  return dialog({
    title: t('review.keys'), testId: 'review-keys', onClose, actions: [],
    body: [
      h('dl', { class: 'ledger' }, REVIEW_KEYS.map(({ action, label }) => h('div', { key: action, class: 'ledger-row' }, h('dt', {}, t(`review.${action}`)), h('dd', {}, label.split('  ').map((key) => h('kbd', { key }, key)))))),
      h('p', { class: 'small quiet' }, t('review.keysHint')),
    ],
  });
}
