import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { button } from './button.js';

const LINE_LIMIT = 10;

/**
 * The field for a message. Enter sends, Shift+Enter breaks the line; while an answer comes, the button stops it.
 *
 * @param {{ isBusy: boolean, disabled: boolean, placeholder: string, onSend: (text: string) => void, onStop: () => void, draftKey: string }} options
 */
export function composer({ isBusy, disabled, placeholder, onSend, onStop, draftKey }) {
  const submit = (form) => {
    const field = form.elements.message;
    const text = field.value.trim();
    if (text === '' || isBusy || disabled) return;
    field.value = '';
    fit(field);
    onSend(text);
  };
  return h('form', { key: `composer-${draftKey}`, class: 'composer', onSubmit: (event) => { event.preventDefault(); submit(event.target); } },
    h('label', { for: 'message', class: 'visually-hidden' }, t('chat.message')),
    h('textarea', {
      id: 'message', name: 'message', rows: 1, placeholder, 'data-testid': 'message', enterkeyhint: 'send',
      mount: (field) => matchMedia('(pointer: fine)').matches && field.focus({ preventScroll: true }),
      onInput: (event) => fit(event.target),
      onKeydown: (event) => {
        // While an input method composes (Korean), Enter ends the syllable and must not send.
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        submit(event.target.form);
      },
    }),
    isBusy
      ? button({ label: t('chat.stop'), icon: 'stop', testId: 'stop', onClick: onStop })
      : button({ label: t('chat.send'), icon: 'send', variant: 'primary', type: 'submit', testId: 'send', disabled }));
}

function fit(field) {
  field.style.height = 'auto';
  const line = Number.parseFloat(getComputedStyle(field).lineHeight);
  field.style.height = `${Math.min(field.scrollHeight, line * LINE_LIMIT)}px`;
}
