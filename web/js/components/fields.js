import * as format from '../lib/format.js';
import { h } from '../lib/h.js';

/** A labelled input. @param {{ label: string, hint?: string, id: string }} options The rest goes to the input. */
export function textField({ label, hint, id, ...input }) {
  return h('div', { class: 'field' },
    h('label', { for: id }, label),
    h('input', { id, type: 'text', 'aria-describedby': hint ? `${id}-hint` : undefined, ...input }),
    hint && h('p', { id: `${id}-hint`, class: 'small quiet' }, hint));
}

/** A labelled choice. @param {{ value: string, label: string }[]} options.choices */
export function selectField({ label, id, value, choices, onChange, isLabelHidden = false, disabled = false, testId }) {
  return h('div', { class: 'field' },
    h('label', { for: id, class: isLabelHidden ? 'visually-hidden' : undefined }, label),
    h('select', { id, value, disabled, 'data-testid': testId, onChange: (event) => onChange(event.target.value) },
      choices.map((choice) => choice.choices
        ? h('optgroup', { key: choice.label, label: choice.label }, choice.choices.map(option))
        : option(choice))));
}

function option({ value, label }) {
  return h('option', { key: value, value }, label);
}

/** Choices of which one is on, with how many things each would show. */
export function filterChips({ label, value, choices, onChoose }) {
  return h('div', { class: 'chips', role: 'group', 'aria-label': label }, choices.map((choice) =>
    h('button', {
      key: choice.value, type: 'button', class: 'chip', 'aria-pressed': choice.value === value ? 'true' : 'false',
      'data-testid': `filter-${choice.value || 'all'}`, onClick: () => onChoose(choice.value),
    }, choice.label, choice.count !== undefined && h('span', { class: 'chip-count' }, format.count(choice.count)))));
}

/** A search box that reports what was typed. */
export function searchField({ label, value, onInput, id }) {
  return h('div', { class: 'search-field' },
    h('label', { for: id, class: 'visually-hidden' }, label),
    h('input', { id, type: 'search', placeholder: label, value, onInput: (event) => onInput(event.target.value) }));
}
