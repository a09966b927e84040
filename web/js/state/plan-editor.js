import { planRun, startRun } from '../api/runs.js';

/** Pause after the last keystroke before the plan is asked for again, in milliseconds. */
const PAUSE = 350;

/** Settings that people change, with their bounds; all others keep the planner's choice. */
export const EDITABLE_SETTINGS = [
  { name: 'steps', minimum: 1, maximum: 100_000, step: 1 },
  { name: 'rank', minimum: 1, maximum: 256, step: 1 },
  { name: 'learningRate', minimum: 0.000001, maximum: 0.01, step: 'any' },
  { name: 'batchExamples', minimum: 1, maximum: 256, step: 1 },
  { name: 'maximumLength', minimum: 16, maximum: 8192, step: 1 },
  { name: 'seed', minimum: 0, maximum: 2_147_483_647, step: 1 },
];

/**
 * The plan of a run that has not begun: asks the server anew whenever the choice changes.
 *
 * @fires change
 */
export class PlanEditor extends EventTarget {
  /** @type {object | null} */
  plan = null;
  /** @type {Error | null} */
  error = null;
  isLoading = false;
  isStarting = false;
  model = '';
  adapter = '';
  /** @type {Record<string, number>} */
  overrides = {};
  #dataset;
  #calls;
  #timer = null;
  #abort = null;

  /**
   * @param {{ dataset: string, version?: number, model: string, adapter: string }} choice
   * @param {{ planRun: Function, startRun: Function }} [calls] Replaced in tests.
   */
  constructor({ dataset, version, model, adapter }, calls = { planRun, startRun }) {
    super();
    this.#dataset = dataset;
    this.version = version;
    this.model = model;
    this.adapter = adapter;
    this.#calls = calls;
  }

  get dataset() { return this.#dataset; }

  /** The value of a setting as it would be used. */
  setting(name) {
    return this.overrides[name] ?? this.plan?.settings[name];
  }

  /** Chooses the base model. */
  chooseModel(model) {
    this.model = model;
    this.plan = null;
    this.refresh();
  }

  /** Names the adapter that the run makes a version of; empty lets the server choose. */
  chooseAdapter(adapter) {
    this.adapter = adapter;
    this.#changed();
  }

  /** Changes a setting; null goes back to the planner's choice. */
  override(name, value) {
    const { [name]: _, ...rest } = this.overrides;
    this.overrides = value === null ? rest : { ...rest, [name]: value };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.refresh(), PAUSE);
    this.#changed();
  }

  /** Forgets all changes. */
  reset() {
    this.overrides = {};
    this.refresh();
  }

  /** Asks the server for the plan. */
  async refresh() {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.isLoading = true;
    this.#changed();
    try {
      const plan = await this.#calls.planRun(this.#request(), abort.signal);
      if (this.#abort !== abort) return;
      this.plan = plan;
      this.error = null;
    } catch (error) {
      if (this.#abort !== abort) return;
      this.error = error;
    }
    this.isLoading = false;
    this.#changed();
  }

  /** Starts the run. @returns {Promise<object | null>} The run, or null when it could not start. */
  async start() {
    if (this.isStarting) return null;
    this.isStarting = true;
    this.#changed();
    try {
      const { dataset, model, settings } = this.#request();
      return await this.#calls.startRun({ dataset, version: this.version, model, adapter: this.adapter || undefined, settings });
    } catch (error) {
      this.error = error;
      return null;
    } finally {
      this.isStarting = false;
      this.#changed();
    }
  }

  /** Stops waiting for anything. */
  stop() {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#abort = null;
  }

  #request() {
    return { dataset: this.#dataset, model: this.model, settings: this.overrides };
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
