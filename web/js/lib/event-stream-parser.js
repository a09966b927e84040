/** Cuts a `text/event-stream` into events, whatever the borders of the network's pieces. */

/**
 * @typedef {object} StreamEvent
 * @property {string} name `message` when the stream names none.
 * @property {string} data
 */

export class EventStreamParser {
  #rest = '';
  #name = '';
  #data = [];

  /**
   * Takes the next piece of text.
   *
   * @param {string} text
   * @returns {StreamEvent[]} The events that this piece completed.
   */
  push(text) {
    this.#rest += text;
    const events = [];
    let end;
    while ((end = this.#lineEnd()) !== null) {
      const line = this.#rest.slice(0, end.at);
      this.#rest = this.#rest.slice(end.at + end.length);
      const event = this.#takeLine(line);
      if (event) events.push(event);
    }
    return events;
  }

  // A lone carriage return at the very end may be half of a CR LF: wait for what follows.
  #lineEnd() {
    const at = this.#rest.search(/[\r\n]/);
    if (at < 0) return null;
    if (this.#rest[at] === '\n') return { at, length: 1 };
    if (at + 1 === this.#rest.length) return null;
    return { at, length: this.#rest[at + 1] === '\n' ? 2 : 1 };
  }

  #takeLine(line) {
    if (line === '') return this.#complete();
    const colon = line.indexOf(':');
    if (colon === 0) return null;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#name = value;
    if (field === 'data') this.#data.push(value);
    return null;
  }

  #complete() {
    const event = this.#data.length > 0 ? { name: this.#name || 'message', data: this.#data.join('\n') } : null;
    this.#name = '';
    this.#data = [];
    return event;
  }
}
