import { fetchMetrics } from '../api/runs.js';

/**
 * The figures of one run, read once and then grown by the server's events.
 *
 * @fires change
 */
export class RunMetrics extends EventTarget {
  /** @type {{ steps: object[], heldOut: object[], samples: object[] } | null} */
  values = null;
  /** @type {Error | null} */
  error = null;
  #runId;
  #library;
  #fetch;
  #early = [];
  #stop = new AbortController();

  /**
   * @param {string} runId
   * @param {EventTarget} library
   * @param {(id: string) => Promise<object>} [fetch] Replaced in tests.
   */
  constructor(runId, library, fetch = fetchMetrics) {
    super();
    this.#runId = runId;
    this.#library = library;
    this.#fetch = fetch;
  }

  /** Starts following, then reads what there is; events in between are kept and joined. */
  async start() {
    const { signal } = this.#stop;
    for (const [event, list] of Object.entries(LISTS)) {
      this.#library.addEventListener(event, ({ detail }) => this.#take(list, detail), { signal });
    }
    await this.reload();
  }

  /** Reads everything again, as after a lost connection. */
  async reload() {
    try {
      const { steps = [], heldOut = [], samples = [] } = (await this.#fetch(this.#runId)) ?? {};
      this.values = { steps, heldOut, samples };
      this.error = null;
      for (const [list, item] of this.#early.splice(0)) this.#add(list, item);
    } catch (error) {
      this.error = error;
    }
    this.dispatchEvent(new Event('change'));
  }

  /** Stops following. */
  stop() {
    this.#stop.abort();
  }

  #take(list, item) {
    if (item.runId !== this.#runId) return;
    if (this.values === null) {
      this.#early.push([list, item]);
      return;
    }
    this.#add(list, item);
    this.dispatchEvent(new Event('change'));
  }

  // A run that was resumed does some steps again: the newer figure takes the place of the older.
  #add(list, item) {
    const isSame = (other) => other.step === item.step && (list !== 'samples' || other.prompt === item.prompt);
    this.values = { ...this.values, [list]: [...this.values[list].filter((other) => !isSame(other)), item] };
  }
}

const LISTS = { runStep: 'steps', runHeldOut: 'heldOut', runSample: 'samples' };
