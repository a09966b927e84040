import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { icon } from './icon.js';

/**
 * The top of a page: where it belongs, what it is, what can be done.
 *
 * @param {{ title: unknown, lead?: unknown, parents?: { label: string, href: string }[], actions?: unknown[] }} options
 */
export function pageHead({ title, lead, parents = [], actions = [] }) {
  return h('header', { class: 'page-head' },
    parents.length > 0 && h('nav', { class: 'crumbs', 'aria-label': t('common.breadcrumb') }, parents.map(({ label, href }) =>
      h('span', { key: href }, h('a', { href }, label), icon('next')))),
    h('div', { class: 'row-spread' },
      h('div', { class: 'page-title' }, h('h1', { tabindex: '-1' }, title), lead && h('div', { class: 'lead quiet' }, lead)),
      actions.length > 0 && h('div', { class: 'row page-actions' }, actions)));
}
