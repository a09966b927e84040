import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { button } from './button.js';

/** Steps through a list: which rows of how many, and the way to the others. */
export function pager({ offset, limit, total, onMove }) {
  if (total <= limit && offset === 0) return null;
  const last = Math.min(offset + limit, total);
  return h('nav', { class: 'pager', 'aria-label': t('pager.label') },
    button({ label: t('pager.previous'), icon: 'back', disabled: offset === 0, onClick: () => onMove(Math.max(0, offset - limit)) }),
    h('span', { class: 'quiet' }, t('pager.range', { first: offset + 1, last, total })),
    button({ label: t('pager.next'), icon: 'next', disabled: last >= total, onClick: () => onMove(offset + limit) }));
}
