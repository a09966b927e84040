import { fetchOverview, openEvents } from '../api/overview.js';
import { readEvents } from '../api/event-stream.js';
import { observeFailures } from '../api/http.js';

/** The server pings every 15 s; twice that and a little without a word means that the line is dead. */
const SILENCE_LIMIT = 35_000;
/** A page that nobody sees gives its connection back, because a browser allows six to one server. */
const HIDDEN_LIMIT = 60_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 8_000;

/**
 * Keeps a library current: reads the overview, follows the events, and starts over when the line breaks.
 *
 * @fires change when `status` changes
 * @fires restored after the overview was read again, so that pages re-read what events may have been missed
 */
export class Connection extends EventTarget {
  /** @type {'connecting' | 'online' | 'offline' | 'expired'} */
  status = 'connecting';
  #library;
  #abort = null;
  #timer = null;
  #wait = FIRST_WAIT;

  /** @param {import('./library.js').Library} library */
  constructor(library) {
    super();
    this.#library = library;
    observeFailures((error) => {
      if (error.isUnauthorized) this.#expire();
    });
  }

  /** Connects, and again whenever the connection is lost. */
  start() {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#abort = new AbortController();
    this.#follow(this.#abort);
  }

  /** Gives the connection back until {@link start}. */
  stop() {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#abort = null;
  }

  /** Connects and disconnects with the page's visibility. */
  followVisibility(page = document) {
    let hiding;
    page.addEventListener('visibilitychange', () => {
      clearTimeout(hiding);
      if (page.visibilityState === 'hidden') hiding = setTimeout(() => this.stop(), HIDDEN_LIMIT);
      else if (this.#abort === null && this.status !== 'expired') this.start();
    });
  }

  async #follow(abort) {
    try {
      const [response, overview] = await Promise.all([openEvents(abort.signal), fetchOverview()]);
      if (abort.signal.aborted) return;
      this.#library.replace(overview);
      this.#wait = FIRST_WAIT;
      this.#setStatus('online');
      this.dispatchEvent(new Event('restored'));
      await this.#readAll(response, abort);
    } catch (error) {
      // Only what the network or the server did is expected here; a fault of ours must be seen.
      if (error.name !== 'ApiError' && error.name !== 'AbortError' && error.name !== 'TypeError') reportError(error);
    }
    if (this.#abort === abort && this.status !== 'expired') this.#retry(abort);
  }

  async #readAll(response, abort) {
    let silence = setTimeout(() => abort.abort(), SILENCE_LIMIT);
    try {
      for await (const { name, data } of readEvents(response)) {
        clearTimeout(silence);
        silence = setTimeout(() => abort.abort(), SILENCE_LIMIT);
        if (name !== 'ping') this.#library.apply(name, data);
      }
    } finally {
      clearTimeout(silence);
    }
  }

  #retry(abort) {
    abort.abort();
    this.#setStatus('offline');
    this.#timer = setTimeout(() => this.start(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }

  #expire() {
    this.stop();
    this.#setStatus('expired');
  }

  #setStatus(status) {
    if (this.status === status) return;
    this.status = status;
    this.dispatchEvent(new Event('change'));
  }
}
