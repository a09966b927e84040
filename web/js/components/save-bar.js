import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { button, iconButton } from './button.js';

/** What waits to become a version, with the ways to keep it and to drop it. */
export function saveBar({ label, text, action, testId, actionTestId, isBusy, onDiscard, onSave }) {
  return h('div', { class: 'save-bar', role: 'region', 'aria-label': label, key: 'save', 'data-testid': testId },
    h('p', {}, text),
    h('div', { class: 'row' },
      button({ label: t('datasets.discard'), onClick: onDiscard }),
      button({ label: action, variant: 'primary', isBusy, testId: actionTestId, onClick: onSave })));
}

/** The version that was just made, with the way back to the one before it. */
export function undoNote({ text, to, isBusy, onUndo, onClose }) {
  return h('div', { class: 'note undo-note', 'data-testid': 'undo-note' }, h('p', { class: 'grow' }, text),
    button({ label: t('common.undo'), icon: 'again', testId: 'undo-version', isBusy, 'aria-label': t('versions.undo', { version: to }), onClick: onUndo }),
    iconButton({ label: t('common.close'), icon: 'close', onClick: onClose }));
}
