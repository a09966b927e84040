/** What the sections of the dataset page share: reading with a place of its own for what failed. */
export class Section {
  /** @type {import('../dataset.js').DatasetPage} */
  page;
  /** @type {Error | null} */
  error = null;

  /** @param {import('../dataset.js').DatasetPage} page */
  constructor(page) {
    this.page = page;
  }

  /**
   * What the section shows has to be read.
   *
   * @param {boolean} _isNew Whether the reader came here or chose another version; else the same is read anew.
   */
  open(_isNew) {}

  /** Describes the section. @param {object} _version @returns {unknown} */
  view(_version) { return null; }

  /** Reads something; a failure becomes `error`. */
  async read(work) {
    try {
      await work();
      this.error = null;
    } catch (error) {
      if (error.name !== 'AbortError') this.error = error;
    }
    if (!this.page.isStopped) this.page.update();
  }
}
