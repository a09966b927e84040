import { streamComparison } from '../api/conversations.js';

/**
 * One question to two models at once; nothing of it is stored.
 *
 * @fires change
 */
export class Comparison extends EventTarget {
  question = '';
  /** @type {{ model: string, text: string, isDone: boolean, tokens?: number, seconds?: number, finishReason?: string, error?: object }[]} */
  answers = [];
  /** @type {Error | null} */
  error = null;
  #abort = null;
  #stream;

  /** @param {typeof streamComparison} [stream] Replaced in tests. */
  constructor(stream = streamComparison) {
    super();
    this.#stream = stream;
  }

  get isBusy() { return this.#abort !== null; }

  /** Asks; the promise ends when both have answered. */
  async ask(content, models, options) {
    this.stop();
    const abort = new AbortController();
    this.#abort = abort;
    this.question = content;
    this.answers = models.map((model) => ({ model, text: '', isDone: false }));
    this.error = null;
    this.#changed();
    try {
      for await (const { name, data } of this.#stream({ content, models, options }, abort.signal)) {
        this.#apply(name, data);
        this.#changed();
      }
    } catch (error) {
      // Anything but an answer of the server is a line that broke off.
      if (error.name !== 'AbortError') this.error = error.name === 'ApiError' ? error : { code: 'stream_lost', message: '' };
    }
    if (this.#abort !== abort) return;
    this.#abort = null;
    this.answers = this.answers.map((answer) => (answer.isDone ? answer : { ...answer, isDone: true, finishReason: 'cancelled' }));
    this.#changed();
  }

  /** Stops both answers. */
  stop() {
    this.#abort?.abort();
  }

  #apply(name, data) {
    const change = {
      token: (answer) => ({ ...answer, text: answer.text + data.text }),
      done: (answer) => ({ ...answer, isDone: true, finishReason: data.finishReason, tokens: data.tokens, seconds: data.seconds }),
      error: (answer) => ({ ...answer, isDone: true, error: data }),
    }[name];
    if (change) this.answers = this.answers.map((answer, index) => (index === data.index ? change(answer) : answer));
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
