import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { wordDifference } from '../lib/word-difference.js';
import { turn } from './example-body.js';

/** A row before and after in one text: what was taken out is struck through, what was put in is underlined. */
export function differenceView(before, after) {
  if (isText(before) || isText(after)) return h('p', { class: 'example-text', tabindex: '0' }, marked(before.text ?? plain(before), after.text ?? plain(after)));
  const length = Math.max(before.messages.length, after.messages.length);
  return h('div', { class: 'turns' }, Array.from({ length }, (_, index) => {
    const [old, now] = [before.messages[index], after.messages[index]];
    return turn(index, (now ?? old).role, marked(old?.content ?? '', now?.content ?? ''));
  }));
}

function isText({ text }) {
  return text !== undefined && text !== null;
}

function plain({ messages }) {
  return messages.map(({ content }) => content).join('\n');
}

function marked(before, after) {
  return wordDifference(before, after).map(({ kind, text }, index) => {
    if (kind === 'same') return h('span', { key: index }, text);
    // Few screen readers say what `del` and `ins` mean.
    return h(kind === 'removed' ? 'del' : 'ins', { key: index }, h('span', { class: 'visually-hidden' }, ` ${t(`difference.${kind}Part`)} `), text);
  });
}
