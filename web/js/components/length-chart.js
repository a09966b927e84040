import * as format from '../lib/format.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { lengthBars } from '../lib/length-bars.js';
import { errorNote, loadingNote, note } from './notes.js';

const WIDTH = 1000;
const HEIGHT = 120;
const GAP = 3;

/**
 * How long the rows are for the chosen model, with its limit; the same figures stand in a table.
 *
 * @param {{ value?: object, error?: Error } | undefined} entry From the model view; undefined while it is read.
 */
export function lengthChart(entry, onRetry) {
  if (!entry) return loadingNote();
  if (entry.error) return errorNote(entry.error, onRetry);
  const lengths = entry.value;
  const { rows, truncated, median, longest, limit, buckets } = lengths;
  if (buckets.length === 0) return h('p', { class: 'quiet' }, t('common.nothing'));
  const isMarked = lengthBars(lengths).limitAt !== null;
  const words = t('lengths.summary', { count: rows, median, longest });
  return h('div', { class: 'stack-tight', 'data-testid': 'lengths' },
    h('p', {}, words, ' ', t('lengths.limit', { limit })),
    truncated > 0 && note('warning', h('p', {}, t('lengths.truncated', { count: truncated }))),
    h('figure', { class: 'lengths' },
      bars(lengths, `${words} ${t('lengths.limit', { limit })}`),
      h('figcaption', { class: 'row-spread small quiet', 'aria-hidden': 'true' }, h('span', {}, format.count(buckets[0].from)), h('span', {}, t('lengths.axis')), h('span', isMarked ? { class: 'lengths-legend' } : {}, isMarked ? t('lengths.limitMark') : t('lengths.limitBeyond', { limit })), h('span', {}, format.count(buckets.at(-1).to)))),
    h('details', { class: 'disclosure' }, h('summary', {}, t('chart.table')), table(buckets)));
}

function bars(lengths, label) {
  const { bars: all, limitAt } = lengthBars(lengths);
  const width = WIDTH / all.length;
  const gap = Math.min(GAP, width / 4);
  return h('svg', { class: 'lengths-chart', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
    all.map(({ share, isOver }, index) => h('rect', {
      key: index, class: isOver ? 'length-bar is-over' : 'length-bar', x: index * width + gap / 2, width: width - gap, y: HEIGHT * (1 - share), height: HEIGHT * share,
    })),
    limitAt !== null && h('line', { key: 'limit', class: 'length-limit', x1: limitAt * WIDTH, x2: limitAt * WIDTH, y1: 0, y2: HEIGHT }));
}

function table(buckets) {
  return h('div', { class: 'scroll-box', tabindex: '0' }, h('table', { class: 'table table-plain' },
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('lengths.tokens')), h('th', { scope: 'col', class: 'number' }, t('lengths.rows')))),
    h('tbody', {}, buckets.map(({ from, to, count }) => h('tr', { key: from }, h('th', { scope: 'row' }, `${format.count(from)}–${format.count(to - 1)}`), h('td', { class: 'number' }, format.count(count)))))));
}
