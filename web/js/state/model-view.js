import { fetchLengths, fetchRendering } from '../api/renderings.js';

/** How a chosen model sees the rows of a version: rendered rows and lengths, each read once. */
export class ModelView {
  /** @type {string | null} Chosen by the reader; null means the first there is. */
  model = null;
  version = null;
  #name;
  #calls;
  #open = new Set();
  #renderings = new Map();
  #lengths = new Map();

  /** @param {string} name The dataset. @param {object} [calls] Replaced in tests. */
  constructor(name, calls = { fetchLengths, fetchRendering }) {
    this.#name = name;
    this.#calls = calls;
  }

  isOpen(id) { return this.#open.has(id); }

  /** Shows a row as the model sees it, or as it is. */
  toggle(id) {
    if (!this.#open.delete(id)) this.#open.add(id);
  }

  /** @returns {{ value?: object, error?: Error } | undefined} What is known of a row; undefined while it is read. */
  rendering(id) { return this.#known(this.#renderings, this.#key(id)); }

  /** @returns {{ value?: object, error?: Error } | undefined} */
  get lengths() { return this.#known(this.#lengths, this.#key('')); }

  /** Reads a row's rendering unless it is known or being read. @returns {Promise<boolean>} Whether there is news. */
  readRendering(id) {
    return this.#read(this.#renderings, this.#key(id), (choice) => this.#calls.fetchRendering(this.#name, id, choice));
  }

  /** Reads the lengths unless they are known or being read. @returns {Promise<boolean>} Whether there is news. */
  readLengths() {
    return this.#read(this.#lengths, this.#key(''), (choice) => this.#calls.fetchLengths(this.#name, choice));
  }

  /** Forgets failures, so that they are tried again. */
  forgetFailures() {
    for (const map of [this.#renderings, this.#lengths]) for (const [key, entry] of map) if (entry.error) map.delete(key);
  }

  #key(id) { return JSON.stringify([this.model, this.version, id]); }

  #known(map, key) {
    const entry = map.get(key);
    return entry?.isReading ? undefined : entry;
  }

  async #read(map, key, call) {
    if (map.has(key) || !this.model) return false;
    map.set(key, { isReading: true });
    try {
      map.set(key, { value: await call({ model: this.model, version: this.version }) });
    } catch (error) {
      map.set(key, { error });
    }
    return true;
  }
}
