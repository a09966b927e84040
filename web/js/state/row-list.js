import { listExamples } from '../api/datasets.js';

/** Rows of one page of the list. */
export const PAGE_LENGTH = 20;
/** Rows of one request when all of them are wanted. */
const BULK_LENGTH = 500;

/** Every filter off. */
export const NO_FILTER = { split: '', kind: '', rating: '', edited: '', document: '', text: '' };

/**
 * The rows of a version that fit a filter, page by page, and the one that is being looked at.
 */
export class RowList {
  filter = { ...NO_FILTER };
  offset = 0;
  index = 0;
  /** @type {{ examples: object[], total: number } | null} */
  page = null;
  /** @type {number | null} */
  version = null;
  #name;
  #list;
  #asked = 0;

  /** @param {string} name The dataset. @param {typeof listExamples} [list] Replaced in tests. */
  constructor(name, list = listExamples) {
    this.#name = name;
    this.#list = list;
  }

  get total() { return this.page?.total ?? 0; }
  get current() { return this.page?.examples[this.index] ?? null; }
  /** Where the current row stands in the filtered list, from 0. */
  get position() { return this.offset + this.index; }

  /** Chooses other rows; they have to be loaded. */
  choose(change) {
    this.filter = { ...this.filter, ...change };
    this.offset = 0;
    this.index = 0;
  }

  /** Reads the page anew; an answer that is no longer wanted is dropped. */
  async load() {
    const asked = ++this.#asked;
    const page = await this.#ask(this.offset, PAGE_LENGTH);
    if (asked !== this.#asked) return;
    this.page = page;
    this.index = Math.max(0, Math.min(this.index, page.examples.length - 1));
  }

  /** Goes to a row by its position. @returns {Promise<boolean>} Whether there is such a row. */
  async goTo(position) {
    if (position < 0 || position >= this.total) return false;
    const offset = Math.floor(position / PAGE_LENGTH) * PAGE_LENGTH;
    const isElsewhere = offset !== this.offset;
    this.offset = offset;
    this.index = position - offset;
    if (isElsewhere) await this.load();
    return true;
  }

  /** All rows that fit, whatever page is shown. */
  async all() {
    const rows = [];
    for (;;) {
      const { examples, total } = await this.#ask(rows.length, BULK_LENGTH);
      rows.push(...examples);
      if (examples.length === 0 || rows.length >= total) return rows;
    }
  }

  #ask(offset, limit) {
    return this.#list(this.#name, { ...this.filter, version: this.version, offset, limit });
  }
}
