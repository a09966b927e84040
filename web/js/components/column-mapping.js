import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { COLUMN_ROLES } from '../state/dataset-import.js';

/**
 * The top of a table: each column with what it is and its first cells.
 *
 * @param {{ incoming: import('../state/dataset-import.js').DatasetImport, onAssign: (index: number, role: string) => void }} options
 */
export function columnMapping({ incoming, onAssign }) {
  const { preview, roles, missing } = incoming;
  return h('div', { class: 'stack-tight' },
    h('p', { id: 'mapping-help' }, t('mapping.help', { count: preview.rowCount })),
    h('div', { class: 'mapping-scroll', tabindex: '0', role: 'region', 'aria-label': t('mapping.title') },
      h('table', { class: 'mapping', 'data-testid': 'mapping' },
        h('thead', {},
          h('tr', {}, preview.columns.map((column, index) => h('th', { key: index, scope: 'col', class: roles[index] ? 'is-taken' : '' }, column || t('mapping.unnamed', { number: index + 1 })))),
          h('tr', {}, preview.columns.map((column, index) => h('td', { key: index, class: roles[index] ? 'is-taken' : '' }, roleChoice(column, index, roles[index], onAssign))))),
        h('tbody', {}, preview.rows.map((cells, place) => h('tr', { key: place }, preview.columns.map((_, index) =>
          h('td', { key: index, class: roles[index] ? 'is-taken' : '' }, cells[index] ?? ''))))))),
    h('p', { class: missing ? 'small text-accent' : 'small quiet', role: 'status', 'data-testid': 'mapping-state' }, t(`mapping.missing.${missing ?? 'nothing'}`)));
}

function roleChoice(column, index, role, onAssign) {
  const choices = ['', ...COLUMN_ROLES];
  return h('select', {
    value: role, 'aria-label': t('mapping.role', { column: column || index + 1 }), 'data-testid': `role-${index}`, onChange: (event) => onAssign(index, event.target.value),
  }, choices.map((name) => h('option', { key: name, value: name }, t(`mapping.role.${name || 'none'}`))));
}
