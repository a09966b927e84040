import * as format from '../lib/format.js';
import { h } from '../lib/h.js';
import { has, t } from '../lib/i18n.js';

/** All settings of a run, with the words for those that have some. */
export function settingsTable(settings) {
  return h('dl', { class: 'ledger' }, Object.entries(settings ?? {}).map(([name, value]) =>
    h('div', { key: name, class: 'ledger-row' }, h('dt', { title: name }, has(`setting.${name}`) ? t(`setting.${name}`) : name), h('dd', {}, valueText(value)))));
}

function valueText(value) {
  if (typeof value !== 'number') return String(value);
  return Number.isInteger(value) ? format.count(value) : format.small(value);
}
