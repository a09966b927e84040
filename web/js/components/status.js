import { h } from '../lib/h.js';
import { exactTime, relativeTime } from '../lib/format.js';
import { icon } from './icon.js';
import { wordFor } from './notes.js';

const TONES = {
  used: 'good', finished: 'good', done: 'good', running: 'live', queued: 'wait', duplicate: 'wait',
  skipped: 'bad', failed: 'bad', cancelled: 'wait', interrupted: 'warn',
};
const SIGNS = { good: 'check', bad: 'close', warn: 'warning', wait: 'minus' };

/** The state of a run, job or document: a word with a sign, never colour alone. */
export function badge(state) {
  const tone = TONES[state] ?? 'wait';
  const sign = tone === 'live' ? h('span', { class: 'badge-pulse', 'aria-hidden': 'true' }) : icon(SIGNS[tone]);
  return h('span', { class: `badge badge-${tone}`, 'data-state': state }, sign, wordFor('state', state));
}

/** A label without a state. */
export function tag(text, tone = 'plain') {
  return h('span', { class: `tag tag-${tone}` }, text);
}

/**
 * A bar of progress with its words beside it.
 *
 * @param {{ done: number, total: number, label: string }} progress A total of 0 means "not known yet".
 */
export function progressBar({ done, total, label }) {
  const isKnown = total > 0;
  const share = isKnown ? Math.min(1, done / total) : 0;
  return h('div', {
    class: `progress${isKnown ? '' : ' progress-unknown'}`, role: 'progressbar', 'aria-label': label,
    'aria-valuemin': 0, 'aria-valuemax': isKnown ? total : undefined, 'aria-valuenow': isKnown ? Math.min(done, total) : undefined,
  }, h('div', { class: 'progress-fill', style: { '--share': String(share) } }));
}

/** A moment, as people say it; the exact time on hover. */
export function timeAgo(iso) {
  return h('time', { datetime: iso, title: exactTime(iso), class: 'nowrap' }, relativeTime(iso));
}

/** Facts in columns: `[[label, value, testId?]]`; facts without a value are left out. */
export function facts(entries) {
  const shown = entries.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return h('dl', { class: 'facts' }, shown.map(([label, value, testId]) =>
    h('div', { key: label, class: 'fact' }, h('dt', {}, label), h('dd', { 'data-testid': testId }, value))));
}
