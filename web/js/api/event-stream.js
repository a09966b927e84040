/** Reads server-sent events from a response, for streams that `EventSource` cannot open (POST, statuses). */

import { EventStreamParser } from '../lib/event-stream-parser.js';

/**
 * The events of a response, as they arrive; ends when the server closes the stream.
 *
 * @param {{ body: ReadableStream<Uint8Array> }} response
 * @yields {{ name: string, data: any }} Data is parsed JSON.
 */
export async function* readEvents(response) {
  const parser = new EventStreamParser();
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      for (const event of parser.push(decoder.decode(value, { stream: true }))) {
        yield { name: event.name, data: parseData(event.data) };
      }
    }
  } finally {
    // Leaving the loop early must close the connection, because closing it is what stops a generation.
    await reader.cancel().catch(() => undefined);
  }
}

// Data that is no JSON (a comment-like ping) is of no use to any reader here.
function parseData(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
