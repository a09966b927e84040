import { h } from '../lib/h.js';
import { has, t } from '../lib/i18n.js';
import { sayError } from '../lib/phrases.js';
import { button } from './button.js';
import { icon } from './icon.js';

/** A designed "there is nothing yet": what belongs here and how it gets here. */
export function emptyNote({ icon: name, title, text, actions = [] }) {
  return h('div', { class: 'empty-note' },
    h('div', { class: 'empty-note-icon' }, icon(name)),
    h('h2', {}, title), h('p', { class: 'quiet' }, text),
    actions.length > 0 && h('div', { class: 'row' }, actions));
}

/** Says that something is being read; a reader that cannot see it hears it once. */
export function loadingNote(label = t('common.loading')) {
  return h('div', { class: 'loading-note', role: 'status' }, h('span', { class: 'spinner', 'aria-hidden': 'true' }), h('span', {}, label));
}

/** The sentence of a failure, with the request's number for the log and a way to try again. */
export function errorNote(error, onRetry) {
  const text = sayError(error);
  // The server's own sentence names the line or the column, which its code does not.
  const original = text === error.message || error.isUnreachable || error.code === 'stream_lost' ? null : error.message;
  return h('div', { class: 'note note-danger', role: 'alert' }, icon('warning'),
    h('div', { class: 'grow stack-tight' },
      h('p', {}, text), original && h('p', { class: 'small quiet', lang: 'en' }, original),
      error.requestId && h('p', { class: 'small quiet' }, t('error.requestId', { id: error.requestId }))),
    onRetry && button({ label: t('common.tryAgain'), icon: 'again', onClick: onRetry }));
}

/** A remark beside a thing. @param {'info' | 'warning' | 'danger'} kind */
export function note(kind, ...children) {
  return h('div', { class: `note note-${kind}` }, icon(kind === 'info' ? 'info' : 'warning'), h('div', { class: 'grow' }, children));
}

/** A name for a state, format or other code of the server; the code itself when it is new to this page. */
export function wordFor(group, code) {
  const key = `${group}.${code}`;
  return has(key) ? t(key) : code;
}
