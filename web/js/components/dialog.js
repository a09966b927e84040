import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { button, iconButton } from './button.js';

/**
 * A modal dialog; it is open as long as it is described.
 *
 * @param {object} options
 * @param {string} options.title
 * @param {unknown} options.body
 * @param {unknown[]} options.actions
 * @param {() => void} options.onClose Called when the user leaves it by Escape or the cross.
 * @param {(event: SubmitEvent) => void} [options.onSubmit]
 */
export function dialog({ title, body, actions, onClose, onSubmit, testId, isWide = false }) {
  const submit = (event) => {
    event.preventDefault();
    onSubmit?.(event);
  };
  return h('dialog', {
    key: 'dialog', class: isWide ? 'dialog dialog-wide' : 'dialog', 'aria-labelledby': 'dialog-title', 'data-testid': testId,
    mount: (element) => element.showModal(), unmount: (element) => element.close(),
    onCancel: (event) => { event.preventDefault(); onClose(); },
  }, h('form', { method: 'dialog', class: 'stack', onSubmit: submit },
    h('div', { class: 'dialog-head' },
      h('h2', { id: 'dialog-title' }, title),
      iconButton({ label: t('common.close'), icon: 'close', onClick: onClose })),
    h('div', { class: 'stack' }, body),
    h('div', { class: 'dialog-actions' }, actions)));
}

/** A question before something is lost; the safe answer has the focus. */
export function confirmDialog({ title, text, action, onAnswer }) {
  return dialog({
    title, testId: 'confirm', body: h('p', {}, text), onClose: () => onAnswer(false),
    actions: [
      button({ label: t('common.keep'), autofocus: true, onClick: () => onAnswer(false) }),
      button({ label: action, variant: 'danger', testId: 'confirm-action', onClick: () => onAnswer(true) }),
    ],
  });
}
