import { applyCuration, fetchCuration, listFindings } from '../api/curation.js';

/** Rows of one page of what a filter took. */
export const FINDINGS_LENGTH = 20;
/** Choices beside the switches, as the server names them. */
export const CURATION_SETTINGS = ['nearDuplicateThreshold', 'minimumQuality', 'personalData', 'secrets'];

/**
 * What the filters of a version did, and the changes that the reader has gathered but not applied.
 *
 * Applying makes one new version of all changes.
 */
export class CurationEditor {
  /** @type {object | null} */
  curation = null;
  version = null;
  #name;
  #calls;
  #switches = new Map();
  #settings = {};
  #exceptions = new Map();
  #findings = new Map();

  /** @param {string} name The dataset. @param {object} [calls] Replaced in tests. */
  constructor(name, calls = { applyCuration, fetchCuration, listFindings }) {
    this.#name = name;
    this.#calls = calls;
  }

  /** How many changes wait. */
  get size() { return this.#switches.size + Object.keys(this.#settings).length + this.#exceptions.size; }

  isOn(filter) { return this.#switches.get(filter.name) ?? filter.isOn; }
  setting(name) { return this.#settings[name] ?? this.curation.settings[name]; }
  /** Whether a row that the filter took is put back, as far as it is decided. */
  isRestored(filter, finding) { return this.#exceptions.get(keyOf(filter, finding.row)) ?? finding.isRestored; }
  findings(filter) { return this.#findings.get(filter); }

  /** Switches a filter; the state of the version takes the change back. */
  switchFilter(filter, isOn) {
    if (isOn === filter.isOn) this.#switches.delete(filter.name);
    else this.#switches.set(filter.name, isOn);
  }

  /** Chooses a threshold or an action. */
  choose(name, value) {
    const { [name]: _, ...others } = this.#settings;
    this.#settings = value === this.curation.settings[name] ? others : { ...others, [name]: value };
  }

  /** Puts a row back, or lets the filter take it again. */
  restore(filter, finding, isRestored) {
    const key = keyOf(filter, finding.row);
    if (isRestored === finding.isRestored) this.#exceptions.delete(key);
    else this.#exceptions.set(key, isRestored);
  }

  /** Forgets all changes. */
  discard() {
    this.#switches.clear();
    this.#settings = {};
    this.#exceptions.clear();
  }

  /** Reads what the filters did for the version. */
  async load() {
    const { version } = this;
    const curation = await this.#calls.fetchCuration(this.#name, version);
    if (version !== this.version) return;
    this.curation = curation;
    this.#findings.clear();
  }

  /** Reads one page of the rows that a filter took. */
  async loadFindings(filter, offset = 0) {
    const { version } = this;
    const page = await this.#calls.listFindings(this.#name, filter, { version, offset, limit: FINDINGS_LENGTH });
    if (version === this.version) this.#findings.set(filter, { ...page, offset });
  }

  /** Makes the new version. @returns {Promise<object>} */
  async apply() {
    const request = { version: this.version, ...this.#settings };
    if (this.#switches.size > 0) request.filters = this.curation.filters.filter((filter) => this.isOn(filter)).map(({ name }) => name);
    if (this.#exceptions.size > 0) request.exceptions = this.#allExceptions();
    const made = await this.#calls.applyCuration(this.#name, request);
    this.discard();
    return made;
  }

  // The server takes the whole list of exceptions, those of earlier versions included.
  #allExceptions() {
    const kept = new Map(this.curation.exceptions.map((exception) => [keyOf(exception.filter, exception.row), exception]));
    for (const [key, isRestored] of this.#exceptions) {
      if (isRestored) kept.set(key, parseKey(key));
      else kept.delete(key);
    }
    return [...kept.values()];
  }
}

function keyOf(filter, row) {
  return `${row} ${filter}`;
}

function parseKey(key) {
  const space = key.indexOf(' ');
  return { filter: key.slice(space + 1), row: Number(key.slice(0, space)) };
}
