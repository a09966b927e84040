import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { differenceView } from './difference-view.js';
import { exampleBody } from './example-body.js';
import { tag } from './status.js';

/** What two versions do not share: counts, then row by row. */
export function versionDifference({ added, removed, changed, rows }) {
  const all = added + removed + changed;
  if (all === 0) return h('p', { class: 'quiet', 'data-testid': 'difference' }, t('difference.none'));
  return h('div', { class: 'stack', 'data-testid': 'difference' },
    h('p', {}, t('difference.counts', { added, removed, changed })),
    h('ol', { class: 'findings' }, rows.map(({ before, after }, index) => h('li', { key: index, class: 'finding stack-tight' },
      h('div', {}, tag(t(`difference.${kindOf(before, after)}`), before && !after ? 'accent' : 'train')),
      before && after ? differenceView(before, after) : exampleBody(before ?? after)))),
    rows.length < all && h('p', { class: 'small quiet' }, t('difference.more', { shown: rows.length, total: all })));
}

function kindOf(before, after) {
  if (!before) return 'added';
  return after ? 'changed' : 'removed';
}
