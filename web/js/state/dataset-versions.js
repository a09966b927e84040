import { fetchDataset, revertTo, saveEdits } from '../api/datasets.js';
import { PendingEdits } from '../lib/pending-edits.js';

/** The versions of a dataset, which of them is looked at, and the edits that wait to become the next one. */
export class DatasetVersions {
  /** @type {object[] | null} Newest first; null before they are read. */
  list = null;
  /** Edits that are not saved. */
  edits = new PendingEdits();
  /** Number of the version that is looked at; null while there is none. */
  number;
  /** Whether a version is being made. */
  isSaving = false;
  /** @type {{ text: string, from: number, to: number } | null} The version that was just made, and the one before it. */
  lastChange = null;
  #name;
  #calls;

  /**
   * @param {string} name The dataset.
   * @param {number | null} number The version to begin with; null begins with the newest.
   * @param {object} [calls] Replaced in tests.
   */
  constructor(name, number, calls = { fetchDataset, revertTo, saveEdits }) {
    this.#name = name;
    this.number = number;
    this.#calls = calls;
  }

  get latest() { return this.list?.reduce((latest, item) => Math.max(latest, item.version), 0) ?? 0; }
  get current() { return this.list?.find((item) => item.version === this.number); }
  /** Only the newest version can be changed. */
  get canEdit() { return this.number === this.latest; }

  /** Reads the versions; whoever looked at the newest one looks at the new newest. @returns {Promise<object | null>} The dataset. */
  async load() {
    const before = this.latest;
    const { dataset, versions } = await this.#calls.fetchDataset(this.#name);
    this.list = [...versions].sort((a, b) => b.version - a.version);
    if (this.number === null || this.number === before) this.number = this.latest || null;
    return dataset;
  }

  /** Looks at another version; what was not saved is dropped. */
  choose(number) {
    this.number = number;
    this.edits.clear();
  }

  /** A version was made out of the one that is looked at. */
  take(made, text) {
    this.lastChange = { text, from: made.version, to: this.number };
    this.choose(made.version);
  }

  /** Makes a version of the edits. @returns {Promise<object>} */
  save() { return this.#making(() => this.#calls.saveEdits(this.#name, this.number, this.edits.list())); }

  /** Makes a version with the rows of an earlier one. @returns {Promise<object>} */
  revert(to) { return this.#making(() => this.#calls.revertTo(this.#name, this.latest, to)); }

  async #making(work) {
    this.isSaving = true;
    try {
      return await work();
    } finally {
      this.isSaving = false;
    }
  }
}
