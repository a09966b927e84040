import { createCollection, ingest } from '../api/collections.js';
import { upload } from '../api/uploads.js';
import { collectionNameFor, freeName } from '../lib/names.js';

/** Uploads at once: enough to hide the pauses between small files, few enough for a slow disk. */
const PARALLEL = 3;

/**
 * Brings dropped files into a collection: makes it, uploads, starts reading.
 *
 * @fires change
 */
export class FolderImport extends EventTarget {
  /** @type {'uploading' | 'starting' | 'done' | 'failed' | 'cancelled'} */
  state = 'uploading';
  /** @type {Error | null} */
  error = null;
  /** The collection's name, once it is made. */
  collection = '';
  #items;
  #sent = new Map();
  #finished = 0;
  #abort = new AbortController();
  #calls;

  /**
   * @param {{ file: Blob, path: string }[]} items
   * @param {{ createCollection: Function, ingest: Function, upload: Function }} [calls] Replaced in tests.
   */
  constructor(items, calls = { createCollection, ingest, upload }) {
    super();
    this.#items = items;
    this.#calls = calls;
  }

  get fileCount() { return this.#items.length; }
  get finishedCount() { return this.#finished; }
  get totalBytes() { return this.#items.reduce((sum, item) => sum + item.file.size, 0); }
  get sentBytes() { return [...this.#sent.values()].reduce((sum, sent) => sum + sent, 0); }

  /**
   * Does the work; the promise ends when reading has started on the server.
   *
   * @param {Iterable<string>} takenNames Names of collections that exist.
   * @param {string} [intoCollection] Adds to this collection instead of making one.
   * @returns {Promise<object | null>} The reading job; null when the import failed or was cancelled.
   */
  async start(takenNames, intoCollection) {
    try {
      const wanted = collectionNameFor(this.#items.map((item) => item.path));
      this.collection = intoCollection ?? (await this.#calls.createCollection(freeName(wanted, takenNames))).name;
      const uploadIds = await this.#uploadAll();
      this.#set('starting');
      const job = await this.#calls.ingest(this.collection, { uploadIds });
      this.#set('done');
      return job;
    } catch (error) {
      this.error = error;
      this.#abort.abort();
      this.#set(error.name === 'AbortError' ? 'cancelled' : 'failed');
      return null;
    }
  }

  /** Stops the uploads; what was uploaded is emptied from staging by the server. */
  cancel() {
    this.#abort.abort();
  }

  async #uploadAll() {
    const ids = new Array(this.#items.length);
    let next = 0;
    const lane = async () => {
      while (next < this.#items.length) {
        const index = next++;
        ids[index] = await this.#uploadOne(this.#items[index]);
      }
    };
    await Promise.all(Array.from({ length: Math.min(PARALLEL, this.#items.length) }, lane));
    return ids;
  }

  async #uploadOne(item) {
    const onProgress = (sent) => {
      this.#sent.set(item, Math.min(sent, item.file.size));
      this.#changed();
    };
    const { uploadId } = await this.#calls.upload(this.collection, item, { onProgress, signal: this.#abort.signal });
    this.#sent.set(item, item.file.size);
    this.#finished += 1;
    this.#changed();
    return uploadId;
  }

  #set(state) {
    this.state = state;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
