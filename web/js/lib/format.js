/** Numbers, units and times as people read them; all in the current language. */

import { currentLanguage, t } from './i18n.js';

/** Keeps a number and its unit on one line. */
const NBSP = '\u00a0';
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

function number(value, options) {
  return new Intl.NumberFormat(currentLanguage(), options).format(value);
}

/** @param {number} value @returns {string} A whole number, grouped. */
export function count(value) {
  return number(value, { maximumFractionDigits: 0 });
}

/** @param {number} bytes @returns {string} A size in decimal units: `1.9 GB`. */
export function bytes(bytes) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return number(value, { maximumFractionDigits: unit > 0 && value < 9.95 ? 1 : 0 }) + NBSP + units[unit];
}

/** @param {number} value @returns {string} A large count in short: `135 M`. */
export function compact(value) {
  if (value >= 1e9) return number(value / 1e9, { maximumFractionDigits: 1 }) + NBSP + 'B';
  if (value >= 1e6) return number(value / 1e6, { maximumFractionDigits: value < 1e7 ? 1 : 0 }) + NBSP + 'M';
  if (value >= 1e4) return number(value / 1e3, { maximumFractionDigits: 0 }) + NBSP + 'k';
  return count(value);
}

/** @param {number} seconds @returns {string} A span of time with at most two units. */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < MINUTE) return t('unit.seconds', { value: whole });
  if (whole < 10 * MINUTE && whole % MINUTE >= 5) {
    return t('unit.minutesSeconds', { minutes: Math.floor(whole / MINUTE), seconds: whole % MINUTE });
  }
  if (whole < HOUR) return t('unit.minutes', { value: Math.round(whole / MINUTE) });
  const hours = Math.floor(whole / HOUR);
  const minutes = Math.round((whole % HOUR) / MINUTE);
  if (minutes === 0) return t('unit.hours', { value: hours });
  if (minutes === 60) return t('unit.hours', { value: hours + 1 });
  return t('unit.hoursMinutes', { hours, minutes });
}

/** @param {number} seconds @returns {string} An estimate: no finer than it can be known. */
export function roughDuration(seconds) {
  if (seconds < 10) return t('unit.lessThanSeconds', { value: 10 });
  if (seconds < 55) return t('unit.seconds', { value: Math.round(seconds / 5) * 5 });
  if (seconds < HOUR) return t('unit.minutes', { value: Math.max(1, Math.round(seconds / MINUTE)) });
  return duration(Math.round(seconds / (5 * MINUTE)) * 5 * MINUTE);
}

/** @param {number} value A loss in nats. @returns {string} */
export function loss(value) {
  return number(value, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
}

/** @param {number} [before] @param {number} [after] @returns {string | null} `3.500 → 1.267`, or what is known of it. */
export function lossChange(before, after) {
  const known = [before, after].filter((value) => Number.isFinite(value)).map(loss);
  return known.length === 0 ? null : [...new Set(known)].join(' → ');
}

/** @param {number} share From 0 to 1. @param {number} [digits] @returns {string} */
export function percent(share, digits = 0) {
  return number(share, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** @param {number} value @returns {string} A small factor such as a learning rate, with two significant digits. */
export function small(value) {
  return number(value, { maximumSignificantDigits: 2 });
}

/** @param {number} tokens @param {number} seconds @returns {string | null} A rate, or null when nothing was timed. */
export function tokensPerSecond(tokens, seconds) {
  if (!(tokens > 0) || !(seconds > 0)) return null;
  const rate = tokens / seconds;
  return t('unit.tokensPerSecond', { value: number(rate, { maximumFractionDigits: rate < 10 ? 1 : 0 }) });
}

/** @param {string} iso @param {number} [now] Milliseconds. @returns {string} `3 minutes ago`, or a date when long ago. */
export function relativeTime(iso, now = Date.now()) {
  const seconds = (Date.parse(iso) - now) / 1000;
  if (Number.isNaN(seconds)) return '';
  const age = Math.abs(seconds);
  if (age < 45) return t('time.justNow');
  const format = new Intl.RelativeTimeFormat(currentLanguage(), { numeric: 'auto' });
  if (age < HOUR) return format.format(Math.round(seconds / MINUTE), 'minute');
  if (age < DAY) return format.format(Math.round(seconds / HOUR), 'hour');
  if (age < 7 * DAY) return format.format(Math.round(seconds / DAY), 'day');
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium' }).format(Date.parse(iso));
}

/** @param {string} iso @returns {string} The exact local time, for a tooltip. */
export function exactTime(iso) {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return '';
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'full', timeStyle: 'medium' }).format(time);
}

/** @param {string} digest @returns {string} The first 12 characters of a digest. */
export function shortDigest(digest) {
  return digest.replace(/^sha256:/, '').slice(0, 12);
}
