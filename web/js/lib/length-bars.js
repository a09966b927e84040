/** The lengths of rows as bars: what `components/length-chart.js` draws. */

/**
 * @param {{ limit: number, buckets: { from: number, to: number, count: number }[] }} lengths
 * @returns {{ bars: { from: number, to: number, count: number, share: number, isOver: boolean }[], limitAt: number | null }}
 *   `share` is a height from 0 to 1; `limitAt` is where the limit lies from 0 to 1, or null when it is beyond the last bar.
 */
export function lengthBars({ limit, buckets }) {
  const most = Math.max(1, ...buckets.map(({ count }) => count));
  const bars = buckets.map((bucket) => ({ ...bucket, share: bucket.count / most, isOver: bucket.from >= limit }));
  const index = buckets.findIndex(({ from, to }) => limit >= from && limit < to);
  if (index < 0) return { bars, limitAt: null };
  const { from, to } = buckets[index];
  return { bars, limitAt: (index + (limit - from) / (to - from)) / buckets.length };
}
