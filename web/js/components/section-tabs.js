import { h } from '../lib/h.js';

/** Links between the sections of one page; each has an address of its own. */
export function sectionTabs({ label, current, sections }) {
  return h('nav', { class: 'section-tabs', 'aria-label': label }, sections.map((section) =>
    h('a', { key: section.name, class: 'section-tab', href: section.href, 'aria-current': section.name === current ? 'page' : undefined, 'data-testid': `section-${section.name}` }, section.label)));
}
