import * as conversations from '../api/conversations.js';

const TITLE_LENGTH = 60;

/**
 * @typedef {object} Chat
 * @property {object | null} conversation
 * @property {object[]} messages
 * @property {{ text: string, model: string, abort: AbortController } | null} answer The answer being written.
 * @property {Error | { code: string, message: string } | null} error
 */

/**
 * Conversations and the answers being written in them; lives as long as the page, so that an answer goes on
 * while another page is shown.
 *
 * @fires change
 */
export class Chats extends EventTarget {
  /** @type {object[] | null} Newest first; null until read. */
  list = null;
  /** @type {Error | null} */
  error = null;
  #open = new Map();
  #calls;

  /** @param {typeof conversations} [calls] Replaced in tests. */
  constructor(calls = conversations) {
    super();
    this.#calls = calls;
  }

  /** @param {string} id @returns {Chat | undefined} What is known of a conversation. */
  chat(id) {
    return this.#open.get(id);
  }

  /** Reads the list of conversations. */
  async loadList() {
    try {
      this.list = sorted(await this.#calls.listConversations());
      this.error = null;
    } catch (error) {
      this.error = error;
    }
    this.#changed();
  }

  /** Reads a conversation, unless its answer is being written here: then this page knows best. */
  async load(id) {
    if (this.#open.get(id)?.answer) return;
    try {
      const { messages, ...conversation } = await this.#calls.fetchConversation(id);
      this.#open.set(id, { conversation, messages, answer: null, error: null });
    } catch (error) {
      this.#open.set(id, { conversation: null, messages: [], answer: null, error });
    }
    this.#changed();
  }

  /** Starts a conversation whose title is the beginning of its first message. */
  async create(model, firstMessage) {
    const title = firstMessage.trim().split('\n')[0].slice(0, TITLE_LENGTH);
    const { messages = [], ...conversation } = await this.#calls.createConversation({ model, title });
    this.list = sorted([conversation, ...(this.list ?? [])]);
    this.#open.set(conversation.id, { conversation, messages, answer: null, error: null });
    this.#changed();
    return conversation.id;
  }

  /** Sends a message and writes the answer as it comes; the promise ends with the answer. */
  async send(id, content, model, options) {
    const chat = this.#open.get(id);
    chat.messages = [...chat.messages, { id: 'sending', role: 'user', content, createdAt: new Date().toISOString() }];
    await this.#stream(id, chat, { content, model, options });
  }

  /** Answers the last user message anew; the answer that stood there is replaced. */
  async regenerate(id, model, options) {
    const chat = this.#open.get(id);
    const at = chat.messages.findLastIndex((message) => message.role === 'user');
    if (at < 0) return;
    const { content } = chat.messages[at];
    chat.messages = chat.messages.slice(0, at + 1);
    await this.#stream(id, chat, { content, model, options, regenerate: true });
    // A refusal leaves the old answer where it was: show what is stored.
    if (chat.error) await this.#readMessages(id, chat);
  }

  async #readMessages(id, chat) {
    const detail = await this.#calls.fetchConversation(id).catch(() => null);
    if (detail && !chat.answer) chat.messages = detail.messages;
    this.#changed();
  }

  /** Stops the answer; what was written so far stays. */
  stop(id) {
    this.#open.get(id)?.answer?.abort.abort();
  }

  async change(id, change) {
    const { messages: _, ...conversation } = await this.#calls.changeConversation(id, change);
    const chat = this.#open.get(id);
    if (chat) chat.conversation = conversation;
    this.#putInList(conversation);
    this.#changed();
  }

  async remove(id) {
    this.stop(id);
    await this.#calls.removeConversation(id);
    this.#open.delete(id);
    this.list = (this.list ?? []).filter((item) => item.id !== id);
    this.#changed();
  }

  async #stream(id, chat, message) {
    const abort = new AbortController();
    chat.answer = { text: '', model: message.model, abort };
    chat.error = null;
    this.#changed();
    let isComplete = false;
    try {
      for await (const { name, data } of this.#calls.streamMessage(id, message, abort.signal)) {
        isComplete ||= name === 'done' || name === 'error';
        this.#applyEvent(chat, name, data);
        this.#changed();
      }
    } catch (error) {
      if (error.name === 'ApiError') chat.error = error;
      else if (!abort.signal.aborted) chat.error = { code: 'stream_lost', message: '' };
    }
    const partial = chat.answer?.text ?? '';
    chat.answer = null;
    // Without a closing event the server has stored what it made: keep showing the same text until it is read.
    if (!isComplete && partial !== '') chat.messages = [...chat.messages, partialAnswer(partial, message.model)];
    if (chat.conversation) this.#putInList({ ...chat.conversation, updatedAt: new Date().toISOString() });
    this.#changed();
  }

  #applyEvent(chat, name, data) {
    if (name === 'message') chat.messages = [...chat.messages.filter((item) => !isSame(item, data)), data];
    if (name === 'token') chat.answer = { ...chat.answer, text: chat.answer.text + data.text };
    if (name === 'error') chat.error = data;
    if (name === 'done') {
      chat.messages = [...chat.messages, data];
      chat.answer = null;
    }
  }

  #putInList(conversation) {
    const others = (this.list ?? []).filter((item) => item.id !== conversation.id);
    this.list = sorted([conversation, ...others]);
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

function sorted(list) {
  return [...list].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
}

// The message that was shown while it was being sent gives way to the stored one.
function isSame(shown, stored) {
  return shown.id === 'sending' || shown.id === stored.id;
}

function partialAnswer(content, model) {
  return { id: `partial-${Date.now()}`, role: 'assistant', content, model, finishReason: 'cancelled', createdAt: new Date().toISOString() };
}
