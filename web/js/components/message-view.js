import * as format from '../lib/format.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { iconButton } from './button.js';
import './markdown-text.js';

/** A stored message: a user's words as they are, an answer as Markdown with what made it. */
export function messageView({ message, isLast, onCopy, onRegenerate }) {
  if (message.role === 'user') return userMessage(message);
  return h('li', { key: message.id, class: 'message message-assistant', 'data-testid': 'answer' },
    message.content === '' ? h('p', { class: 'quiet' }, t('sample.empty')) : h('markdown-text', { '.text': message.content }),
    h('div', { class: 'message-foot' },
      h('span', { class: 'small quiet' }, footWords(message)),
      h('span', { class: 'message-tools' },
        iconButton({ label: t('chat.copy'), icon: 'copy', testId: 'copy', onClick: () => onCopy(message.content) }),
        isLast && onRegenerate && iconButton({ label: t('chat.regenerate'), icon: 'again', testId: 'regenerate', onClick: onRegenerate }))));
}

function userMessage({ id, content }) {
  // The sent message keeps its place when the stored one arrives: both have the same key in a row of two.
  return h('li', { key: id, class: 'message message-user', 'data-testid': 'question' }, h('p', {}, content));
}

/** The answer that is being written. */
export function writingMessage({ text, model }) {
  return h('li', { key: 'writing', class: 'message message-assistant is-writing', 'data-testid': 'writing', 'aria-busy': 'true' },
    text === '' ? h('p', { class: 'thinking', role: 'status' }, h('span', { class: 'fork-hum', 'aria-hidden': 'true' }), h('span', { class: 'visually-hidden' }, t('chat.thinking'))) : h('markdown-text', { '.text': text }),
    h('div', { class: 'message-foot' }, h('span', { class: 'small quiet' }, model)));
}

function footWords({ model, tokens, seconds, finishReason }) {
  const ending = finishReason && finishReason !== 'stop' ? t(`finish.${finishReason}`) : null;
  return [model, tokens ? t('chat.tokens', { count: tokens }) : null, format.tokensPerSecond(tokens, seconds), ending].filter(Boolean).join(' · ');
}
