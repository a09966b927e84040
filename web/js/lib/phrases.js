/** Sentences of the server in the reader's language: each comes with a stable code and the values it is made of. */

import { currentLanguage, has, t } from './i18n.js';

/**
 * @typedef {{ code: string, text: string, values?: Record<string, string | number | Phrase[]> }} Phrase
 */

/**
 * A sentence in the reader's language; the server's own words when its code is new to this page.
 *
 * @param {string | null | undefined} text What the server says.
 * @param {Phrase | null} [phrase]
 * @returns {string | null}
 */
export function say(text, phrase) {
  if (!phrase || !has(`phrase.${phrase.code}`)) return text ?? null;
  const values = Object.fromEntries(Object.entries(phrase.values ?? {}).map(([name, value]) => [name, word(value)]));
  return t(`phrase.${phrase.code}`, values);
}

// Phrases inside a sentence are said one after the other.
function word(value) {
  return Array.isArray(value) ? value.map((phrase) => say(phrase.text, phrase)).join(', ') : value;
}

/**
 * What failed, in the reader's language: in English the server's own sentence, which names the thing.
 *
 * @param {{ code: string, message: string, isUnreachable?: boolean }} error
 * @returns {string}
 */
export function sayError({ code, message, isUnreachable }) {
  const key = `error.${code}`;
  if (isUnreachable || code === 'stream_lost') return t(key);
  return currentLanguage() === 'en' || !has(key) ? message : t(key);
}

/**
 * Why a file was left out, in the reader's language: in English the server's own sentence, which knows more than its code.
 *
 * @param {{ reason?: string, reasonCode?: string }} document
 * @returns {string | null}
 */
export function sayReason({ reason, reasonCode }) {
  const key = `skip.${reasonCode}`;
  return currentLanguage() === 'en' || !has(key) ? reason ?? null : t(key);
}
