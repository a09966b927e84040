import { focusWhenShown } from '../dom/focus.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { button } from './button.js';
import { wordFor } from './notes.js';

/** The texts of a row in fields. Escape leaves them as they were; Control and Enter keeps the change. */
export function exampleForm({ row, onChange, onClose }) {
  const isText = row.text !== undefined && row.text !== null;
  const parts = isText ? [{ label: t('example.text'), content: row.text }] : row.messages.map(({ role, content }) => ({ label: wordFor('role', role), content }));
  const onSubmit = (event) => {
    event.preventDefault();
    onChange(parts.map((_, index) => event.currentTarget.elements[`part-${index}`].value));
  };
  const onKeydown = (event) => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
  };
  return h('form', { class: 'stack', onSubmit, onKeydown },
    parts.map(({ label, content }, index) => h('div', { key: index, class: 'field' },
      h('label', { for: `part-${row.id}-${index}` }, label),
      h('textarea', {
        id: `part-${row.id}-${index}`, name: `part-${index}`, rows: Math.min(10, 2 + Math.floor(content.length / 80)), spellcheck: 'true',
        mount: (element) => { element.value = content; if (index === 0) focusWhenShown(element); },
      }))),
    h('div', { class: 'row' },
      button({ label: t('example.keepChange'), variant: 'primary', type: 'submit', testId: 'keep-change' }), button({ label: t('common.cancel'), onClick: onClose })));
}
