import { QUESTIONS_PER_CHUNK } from '../lib/recipes.js';

/** The choice that means a server beside this one. */
export const SERVER = '@server';
/** Where a server that people run beside this one usually listens. */
const USUAL_ADDRESS = 'http://127.0.0.1:11434/v1';
/** What the server takes for an address of this machine; it checks again. */
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?(\/[^\s?#@]*)?$/i;

/** Who writes further questions about documents, and how many: the answers to the fields of the dialog. */
export class WriterChoice {
  /** A model of the workstation, {@link SERVER}, or nothing. */
  writer = '';
  address = USUAL_ADDRESS;
  serverModel = '';
  count = QUESTIONS_PER_CHUNK.usual;

  /** @param {object} [options] What a build was told before. */
  constructor({ writer, writerServer, questionsPerChunk } = {}) {
    this.writer = writerServer ? SERVER : writer ?? '';
    this.address = writerServer ?? USUAL_ADDRESS;
    this.serverModel = writerServer ? writer : '';
    this.count = questionsPerChunk ?? QUESTIONS_PER_CHUNK.usual;
  }

  get isServer() { return this.writer === SERVER; }
  get hasAddress() { return LOOPBACK.test(this.address.trim()); }
  get hasCount() { return Number.isInteger(this.count) && this.count >= QUESTIONS_PER_CHUNK.minimum && this.count <= QUESTIONS_PER_CHUNK.maximum; }

  /** Whether a build can begin with these answers. */
  get isComplete() {
    if (this.writer === '') return true;
    return this.hasCount && (!this.isServer || (this.hasAddress && this.serverModel.trim() !== ''));
  }

  /** The answers as the server takes them. @returns {object} */
  get options() {
    if (this.writer === '') return {};
    if (!this.isServer) return { writer: this.writer, questionsPerChunk: this.count };
    return { writer: this.serverModel.trim(), writerServer: this.address.trim(), questionsPerChunk: this.count };
  }
}
