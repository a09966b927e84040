/** Texts in the reader's language: string tables with `{name}` places and plural forms. */

import { en } from '../strings/en.js';
import { ko } from '../strings/ko.js';
import { phrasesEn } from '../strings/phrases-en.js';
import { phrasesKo } from '../strings/phrases-ko.js';

/** The string tables by language: the page's own texts, and what the server says by its codes. */
export const tables = { en: { ...en, ...phrasesEn }, ko: { ...ko, ...phrasesKo } };

let language = 'en';

/** @returns {'en' | 'ko'} The language in use. */
export function currentLanguage() {
  return language;
}

/**
 * Chooses the language of all texts and numbers from now on.
 *
 * @param {string} name A key of {@link tables}; anything else means English.
 */
export function setLanguage(name) {
  language = name in tables ? name : 'en';
}

/**
 * The first of the reader's languages that there is a table for.
 *
 * @param {readonly string[]} wanted Language tags, most wanted first.
 * @returns {'en' | 'ko'}
 */
export function preferredLanguage(wanted) {
  const known = wanted.map((tag) => tag.toLowerCase().split('-')[0]).find((tag) => tag in tables);
  return /** @type {'en' | 'ko'} */ (known ?? 'en');
}

/**
 * A text of the current language.
 *
 * @param {string} key
 * @param {Record<string, string | number>} [params] Values for `{name}`; numbers are grouped; `count` chooses the plural.
 * @returns {string}
 */
export function t(key, params = {}) {
  return fill(template(key, params), params).join('');
}

/**
 * A text whose places are filled with descriptions of elements.
 *
 * @param {string} key
 * @param {Record<string, unknown>} params
 * @returns {unknown[]} Children for `h`.
 */
export function rich(key, params) {
  return fill(template(key, params), params);
}

/** @param {string} key @returns {boolean} Whether there is a text for the key. */
export function has(key) {
  return key in tables[language] || key in en;
}

function template(key, params) {
  const entry = tables[language][key] ?? en[key];
  if (entry === undefined) return key;
  if (typeof entry === 'string') return entry;
  const form = new Intl.PluralRules(language).select(Number(params.count ?? 0));
  return entry[form] ?? entry.other;
}

function fill(text, params) {
  return text.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return part;
    const value = params[part];
    if (typeof value === 'number') return new Intl.NumberFormat(language).format(value);
    return value ?? `{${part}}`;
  });
}
