import * as format from '../lib/format.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { selectField } from './fields.js';

/** What a filter may do with what it finds, as the server names it. */
const ACTIONS = ['mask', 'drop', 'keep'];
/** Which choice stands in which filter's card. */
const FIELDS = {
  'near-duplicates': (options) => rangeField({ ...options, name: 'nearDuplicateThreshold', minimum: 0.5, maximum: 1 }),
  quality: (options) => rangeField({ ...options, name: 'minimumQuality', minimum: 0, maximum: 1 }),
  'personal-data': (options) => actionField({ ...options, name: 'personalData' }),
  secrets: (options) => actionField({ ...options, name: 'secrets' }),
};

/**
 * The choices of a filter, or null when it has none.
 *
 * @param {{ filter: string, value: (name: string) => unknown, onChoose: (name: string, value: unknown) => void, canEdit: boolean }} options
 */
export function curationFields(options) {
  return FIELDS[options.filter]?.(options) ?? null;
}

function rangeField({ name, minimum, maximum, value, onChoose, canEdit }) {
  const now = value(name);
  return h('div', { class: 'field range-field' },
    h('label', { for: `curation-${name}` }, t(`curation.${name}`), ' ', h('output', { for: `curation-${name}` }, format.percent(now))),
    h('input', {
      id: `curation-${name}`, type: 'range', min: minimum, max: maximum, step: 0.01, value: String(now), disabled: !canEdit, 'aria-valuetext': format.percent(now),
      'aria-describedby': `curation-${name}-hint`, onInput: (event) => onChoose(name, Number(event.target.value)),
    }),
    h('p', { id: `curation-${name}-hint`, class: 'small quiet' }, t(`curation.${name}.hint`)));
}

function actionField({ name, value, onChoose, canEdit }) {
  return selectField({
    id: `curation-${name}`, label: t(`curation.${name}`), value: value(name), disabled: !canEdit,
    choices: ACTIONS.map((action) => ({ value: action, label: t(`curation.action.${action}`) })), onChange: (action) => onChoose(name, action),
  });
}
