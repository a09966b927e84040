import { rateExample } from '../api/datasets.js';

/** Ratings that are sent at once when many rows are rated. */
const AT_ONCE = 4;

/**
 * A review of rows: each decision moves on to the next row, and each can be undone.
 *
 * Ratings are stored at once; edits and drops wait in the pending edits until they are saved as a version.
 */
export class ReviewSession {
  /** @type {{ position: number, undo: () => Promise<void> | void }[]} */
  #history = [];
  #name;
  #rows;
  #edits;
  #rate;
  /** The decision before; the next one waits for it, so that quick keys are neither lost nor mixed up. */
  #last = Promise.resolve();

  /**
   * @param {{ name: string, rows: import('./row-list.js').RowList, edits: import('../lib/pending-edits.js').PendingEdits }} subject
   * @param {typeof rateExample} [rate] Replaced in tests.
   */
  constructor({ name, rows, edits }, rate = rateExample) {
    this.#name = name;
    this.#rows = rows;
    this.#edits = edits;
    this.#rate = rate;
  }

  get canUndo() { return this.#history.length > 0; }

  /** Forgets what could be undone: the rows are those of another version. */
  restart() { this.#history = []; }

  /** Goes on or back. @returns {Promise<boolean>} Whether there was a row that way. */
  move(steps) {
    return this.#inTurn(() => this.#rows.goTo(this.#rows.position + steps));
  }

  /** Rates the current row. */
  rate(rating) {
    return this.#decide((row) => this.#setRatings([row], rating));
  }

  /** Leaves the current row out of the next version. */
  drop() {
    return this.#decide((row) => this.#setDropped([row]));
  }

  /** Changes the current row. */
  change(contents) {
    const row = this.#rows.current;
    const before = this.#edits.get(row.id);
    this.#edits.change(row, contents);
    this.#history.push({ position: this.#rows.position, undo: () => this.#edits.restore(row.id, before) });
  }

  /** Takes the last decision back and shows its row. @returns {Promise<boolean>} Whether there was one. */
  undo() {
    return this.#inTurn(async () => {
      const step = this.#history.at(-1);
      if (!step) return false;
      await step.undo();
      this.#history.pop();
      await this.#rows.goTo(step.position);
      return true;
    });
  }

  /** Leaves all rows that fit the filter out. @returns {Promise<number>} How many. */
  dropAll() {
    return this.#decideAll((rows) => this.#setDropped(rows));
  }

  /** Rates all rows that fit the filter. @returns {Promise<number>} How many. */
  rateAll(rating) {
    return this.#decideAll((rows) => this.#setRatings(rows, rating));
  }

  #decide(work) {
    return this.#inTurn(async () => {
      const row = this.#rows.current;
      if (!row) return false;
      const position = this.#rows.position;
      await this.#remember(position, work(row));
      await this.#rows.goTo(position + 1);
      return true;
    });
  }

  #decideAll(work) {
    return this.#inTurn(async () => {
      const rows = await this.#rows.all();
      await this.#remember(this.#rows.position, work(rows));
      return rows.length;
    });
  }

  // Remembered before it is done: what fails half way through a list can still be taken back.
  #remember(position, { undo, done }) {
    this.#history.push({ position, undo });
    return done;
  }

  #setDropped(rows) {
    const before = rows.map(({ id }) => [id, this.#edits.get(id)]);
    for (const { id } of rows) this.#edits.drop(id);
    return { undo: () => before.forEach(([id, edit]) => this.#edits.restore(id, edit)) };
  }

  #setRatings(rows, rating) {
    const before = rows.map(({ id, rating: old }) => ({ id, rating: old ?? 0 }));
    return { undo: () => this.#send(before), done: this.#send(rows.map(({ id }) => ({ id, rating }))) };
  }

  async #send(ratings) {
    const waiting = [...ratings];
    const work = async () => {
      for (let item = waiting.shift(); item; item = waiting.shift()) {
        await this.#rate(this.#name, item.id, item.rating);
        const shown = this.#rows.page?.examples.find(({ id }) => id === item.id);
        if (shown) shown.rating = item.rating === 0 ? null : item.rating;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  #inTurn(work) {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }
}
