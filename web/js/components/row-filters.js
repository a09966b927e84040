import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { filterChips, searchField, selectField } from './fields.js';
import { wordFor } from './notes.js';

/** Kinds of rows, as the server names them. */
export const KINDS = ['passage', 'question', 'instruction', 'conversation', 'imported'];

/** The choice of rows: split, kind, rating, edited, words in them. */
export function rowFilters({ version, filter, onChange }) {
  return h('div', { class: 'stack-tight row-filters' },
    h('div', { class: 'toolbar' },
      filterChips({ label: t('datasets.filter'), value: filter.split, choices: splits(version), onChoose: (split) => onChange({ split }) }),
      searchField({ id: 'example-search', label: t('datasets.search'), value: filter.text, onInput: (text) => onChange({ text }) })),
    h('div', { class: 'row row-filter-selects' },
      choice('kind', filter.kind, [['', t('datasets.anyKind')], ...KINDS.map((kind) => [kind, wordFor('kind', kind)])], onChange),
      choice('rating', filter.rating, ['', 'up', 'down', 'none'].map((rating) => [rating, t(`datasets.rating.${rating || 'any'}`)]), onChange),
      choice('edited', filter.edited, [['', t('datasets.editedOrNot')], ['true', t('datasets.onlyEdited')]], onChange)));
}

function choice(name, value, choices, onChange) {
  return selectField({
    id: `filter-${name}`, label: t(`datasets.by.${name}`), isLabelHidden: true, value, testId: `filter-${name}`,
    choices: choices.map(([key, label]) => ({ value: key, label })), onChange: (chosen) => onChange({ [name]: chosen }),
  });
}

function splits({ trainCount, heldOutCount, recallCount }) {
  const counts = [['', trainCount + heldOutCount + recallCount], ['train', trainCount], ['heldOut', heldOutCount], ['recall', recallCount]];
  return counts.map(([value, count]) => ({ value, count, label: t(value ? `split.${value}` : 'filter.all') }));
}
