import { preferredLanguage } from '../lib/i18n.js';
import { soundOptions } from '../lib/sampling.js';

const PREFIX = 'diapason.';

/** What this browser remembers of its reader: language, theme, the project shown, sampling. No data of the workstation. */
export class Preferences {
  /** @type {'en' | 'ko'} */
  get language() { return preferredLanguage([read('language') ?? '', ...navigator.languages]); }
  set language(value) { write('language', value); }

  /** @type {'system' | 'light' | 'dark'} */
  get theme() { return ['light', 'dark'].find((name) => name === read('theme')) ?? 'system'; }
  set theme(value) { write('theme', value); }

  /** Name of the collection that the home page shows. */
  get project() { return read('project') ?? undefined; }
  set project(value) { write('project', value); }

  get sampling() { return soundOptions(parse(read('sampling'))); }
  set sampling(value) { write('sampling', JSON.stringify(value)); }
}

// A browser may forbid storage altogether; then nothing is remembered, and everything still works.
function read(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // See `read`.
  }
}

function parse(text) {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
}
