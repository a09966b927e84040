import { h } from '../lib/h.js';
import { wordFor } from './notes.js';

/** The turns of a conversation or the one text, as they will be learned from. */
export function exampleBody({ messages, text }) {
  if (text !== undefined && text !== null) return h('p', { class: 'example-text', tabindex: '0' }, text);
  return h('div', { class: 'turns' }, messages.map(({ role, content }, index) => turn(index, role, content)));
}

/** One turn: who speaks, and what; a body of descriptions may mark parts of it. */
export function turn(key, role, content) {
  return h('div', { key, class: `turn turn-${role}` }, h('span', { class: 'turn-role' }, wordFor('role', role)), h('p', {}, content));
}
