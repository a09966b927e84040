import { get, patch, path, post, remove, send } from './http.js';
import { readEvents } from './event-stream.js';

/** All conversations, without messages. */
export const listConversations = async () => (await get('/api/conversations')).conversations;

/** Starts a conversation. */
export const createConversation = ({ model, title }) => post('/api/conversations', { model, title });

/** A conversation with its messages. */
export const fetchConversation = (id) => get(path`/api/conversations/${id}`);

/** Changes the title or the model. */
export const changeConversation = (id, change) => patch(path`/api/conversations/${id}`, change);

/** Removes a conversation with its messages. */
export const removeConversation = (id) => remove(path`/api/conversations/${id}`);

/**
 * Sends a message and yields what comes back: `message`, `token`…, then `done` or `error`.
 *
 * @param {string} id
 * @param {{ content: string, model?: string, options?: object, regenerate?: boolean }} message
 * @param {AbortSignal} signal Aborting stops the generation.
 */
export async function* streamMessage(id, message, signal) {
  yield* readEvents(await send('POST', path`/api/conversations/${id}/messages`, { json: message, signal }));
}

/** Asks several models the same; yields `token`, `done` and `error`, each with the model's `index`. */
export async function* streamComparison(request, signal) {
  yield* readEvents(await send('POST', '/api/compare', { json: request, signal }));
}
