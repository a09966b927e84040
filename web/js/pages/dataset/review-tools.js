import { button } from '../../components/button.js';
import { reviewActions } from '../../components/review-panel.js';
import { h } from '../../lib/h.js';
import { t } from '../../lib/i18n.js';

/** What a screen reader is told of a row, in characters. */
const SPOKEN_LENGTH = 160;

/** Decisions about all rows that fit the filter. @param {(name: 'allGood' | 'allBad' | 'allDrop') => void} onAll */
export function bulkTools({ rows, canEdit }, onAll) {
  const tool = (name, icon, testId, disabled = false) => button({ label: t(`review.${name}`), icon, testId, disabled, onClick: () => onAll(name) });
  return h('details', { class: 'disclosure' }, h('summary', { 'data-testid': 'bulk' }, t('review.bulk', { count: rows.total })),
    h('div', { class: 'row bulk-row' }, tool('allGood', 'thumbUp', 'bulk-good'), tool('allBad', 'thumbDown', 'bulk-bad'), tool('allDrop', 'trash', 'bulk-drop', !canEdit)));
}

/** Decisions about the row that is shown. @param {(action: string) => void} onAction */
export function rowTools({ rows, canEdit, modelView }, canUndo, onAction) {
  const { position, total, current } = rows;
  return reviewActions({
    onAction,
    actions: [
      { action: 'previous', disabled: position === 0 }, { action: 'next', disabled: position + 1 >= total },
      { action: 'good', isPressed: current.rating === 1 }, { action: 'bad', isPressed: current.rating === -1 },
      { action: 'drop', disabled: !canEdit }, { action: 'edit', disabled: !canEdit }, { action: 'undo', disabled: !canUndo },
      { action: 'asModel', isPressed: modelView.isOpen(current.id) }, { action: 'help' },
    ],
  });
}

/** What a reader who cannot see the row is told when it comes up. */
export function spokenRow({ rows, edits }) {
  const row = edits.applyTo(rows.current);
  const words = row.text ?? row.messages.find(({ role }) => role === 'user')?.content ?? row.messages[0]?.content ?? '';
  return `${t('review.position', { position: rows.position + 1, total: rows.total })}. ${words.slice(0, SPOKEN_LENGTH)}`;
}
