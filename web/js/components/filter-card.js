import * as format from '../lib/format.js';
import { h } from '../lib/h.js';
import { has, t } from '../lib/i18n.js';
import { say } from '../lib/phrases.js';
import { errorNote, loadingNote } from './notes.js';
import { pager } from './pager.js';
import { facts } from './status.js';

/**
 * One filter of the curation: its switch, what it did, and on demand the rows it took.
 *
 * @param {object} options
 * @param {object} options.filter As the server describes it.
 * @param {boolean} options.isOn As far as it is decided.
 * @param {unknown} [options.settings] Fields for what can be chosen.
 * @param {{ isOpen: boolean, page?: object, error?: Error, limit: number }} options.findings
 * @param {(finding: object) => unknown} options.finding Describes one of them.
 */
export function filterCard({ filter, isOn, canEdit, settings, findings, finding, onSwitch, onOpen, onMove }) {
  const { name, examined, dropped, changed, noted, restored, reasons } = filter;
  const label = has(`curation.${name}.name`) ? t(`curation.${name}.name`) : name;
  const taken = dropped + changed + noted;
  // The click itself opens: a drawing that comes before the browser's own event would close the list again.
  const onClick = (event) => {
    event.preventDefault();
    onOpen(!findings.isOpen);
  };
  return h('li', { key: name, class: `card filter-card stack-tight${isOn ? '' : ' is-off'}`, 'data-testid': 'filter', 'data-filter': name },
    h('div', { class: 'filter-head' },
      h('div', {}, h('h3', { id: `filter-${name}` }, label), h('p', { class: 'quiet' }, has(`curation.${name}.text`) ? t(`curation.${name}.text`) : measureOf(filter))),
      h('label', { class: 'switch' },
        h('input', { type: 'checkbox', role: 'switch', checked: isOn, disabled: !canEdit, 'aria-labelledby': `filter-${name}`, 'data-testid': `switch-${name}`, onChange: (event) => onSwitch(event.target.checked) }),
        h('span', { class: 'switch-word small', 'aria-hidden': 'true' }, t(isOn ? 'curation.on' : 'curation.off')))),
    isOn !== filter.isOn && h('p', { class: 'small text-accent' }, t(isOn ? 'curation.willRun' : 'curation.willUndo', { count: dropped + changed })),
    settings,
    filter.isOn && facts([
      [t('curation.examined'), format.count(examined)], [t('curation.dropped'), format.count(dropped), `dropped-${name}`], [t('curation.changed'), changed > 0 ? format.count(changed) : null],
      [t('curation.noted'), noted > 0 ? format.count(noted) : null], [t('curation.restored'), restored > 0 ? format.count(restored) : null],
    ]),
    !filter.isOn && noted > 0 && h('p', { class: 'small', 'data-testid': `would-${name}` }, t('curation.wouldTake', { count: noted })),
    reasons?.length > 0 && h('ul', { class: 'reasons small quiet' }, reasons.map(({ reason, count, phrase }) => h('li', { key: reason }, h('span', { class: 'reason-count' }, format.count(count)), h('span', {}, say(reason, phrase))))),
    (taken > 0 || restored > 0) && h('details', { class: 'disclosure', open: findings.isOpen },
      h('summary', { 'data-testid': `rows-${name}`, onClick }, t('curation.rows')), findings.isOpen && h('div', { class: 'stack' }, filter.measure && h('p', { class: 'small quiet', 'data-testid': `measure-${name}` }, measureOf(filter)), rows(findings, finding, onMove))));
}

function measureOf({ measure, measurePhrase }) {
  return say(measure, measurePhrase);
}

function rows({ page, error, limit }, finding, onMove) {
  if (error) return errorNote(error, () => onMove(0));
  if (!page) return loadingNote();
  return [
    h('ul', { class: 'findings' }, page.findings.map(finding)),
    pager({ offset: page.offset, limit, total: page.total, onMove }),
  ];
}
