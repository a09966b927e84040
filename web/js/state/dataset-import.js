import { importDataset, previewTable } from '../api/datasets.js';
import { freeName, isName, slug } from '../lib/names.js';

/** What a column of a table can be, as the server names it; none for a column that is not taken. */
export const COLUMN_ROLES = ['system', 'question', 'answer', 'chosen', 'rejected', 'thumb'];

/** A file that becomes a dataset: its name, for a table what its columns are, then what could not be used. */
export class DatasetImport {
  /** @type {{ columns: string[], rows: string[][], rowCount: number } | null} The top of a table. */
  preview = null;
  /** @type {string[]} For each column its role, or nothing. */
  roles = [];
  /** @type {object | null} The version that was made, with the rows that could not be used. */
  result = null;
  /** @type {Error | null} */
  error = null;
  isBusy = false;
  name;
  #calls;

  /**
   * @param {File} file
   * @param {string[]} takenNames Names of datasets that exist.
   * @param {object} [calls] Replaced in tests.
   */
  constructor(file, takenNames, calls = { importDataset, previewTable }) {
    this.file = file;
    this.name = freeName(slug(file.name.replace(/\.[^.]+$/, ''), 'dataset'), takenNames);
    this.#calls = calls;
  }

  get isTable() { return /\.(csv|tsv)$/i.test(this.file.name); }
  /** Whether the file can be imported with what is chosen. */
  get isReady() { return isName(this.name) && (!this.isTable || (this.preview !== null && this.missing === null)); }

  /** What the columns lack: a key of the texts, or null when they do. */
  get missing() {
    const has = (role) => this.roles.includes(role);
    if (!has('question')) return 'question';
    if (has('chosen') !== has('rejected')) return 'pair';
    if (has('answer') && has('chosen')) return 'either';
    if (!has('answer') && !has('chosen')) return 'answer';
    return has('thumb') && has('chosen') ? 'thumb' : null;
  }

  /** The columns as the server takes them. */
  get map() {
    const pairs = this.roles.map((role, index) => [role, this.preview.columns[index]]).filter(([role]) => role);
    return pairs.map(([role, column]) => `${role}=${column}`).join(',');
  }

  /** Looks at the top of a table. */
  async look() {
    if (!this.isTable) return;
    await this.#try(async () => {
      const preview = await this.#calls.previewTable(this.file);
      const roleOf = (column) => COLUMN_ROLES.find((role) => preview.suggestion[role]?.includes(column)) ?? '';
      this.roles = preview.columns.map(roleOf);
      this.preview = preview;
    });
  }

  /** Says what a column is; every role but the question belongs to one column. */
  assign(index, role) {
    this.roles = this.roles.map((old, place) => (place === index ? role : old === role && role !== 'question' ? '' : old));
  }

  /** Makes the dataset. @returns {Promise<boolean>} Whether that worked. */
  async send() {
    if (this.isBusy || !this.isReady) return false;
    return this.#try(async () => { this.result = await this.#calls.importDataset(this.name, this.file, this.isTable ? this.map : undefined); });
  }

  async #try(work) {
    this.isBusy = true;
    this.error = null;
    try {
      await work();
      return true;
    } catch (error) {
      this.error = error;
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}
