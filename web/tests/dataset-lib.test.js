import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lengthBars } from '../js/lib/length-bars.js';
import { datasetNameFor } from '../js/lib/names.js';
import { PendingEdits } from '../js/lib/pending-edits.js';
import { markQuotes } from '../js/lib/quotes.js';
import { reviewAction } from '../js/lib/review-keys.js';
import { wordDifference } from '../js/lib/word-difference.js';

const join = (parts, ...kinds) => parts.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => text).join('');

test('a masked word is shown as taken out and put in, and the rest as the same', () => {
  assert.deepEqual(wordDifference('Write to a@b.org today.', 'Write to [e-mail] today.'), [
    { kind: 'same', text: 'Write to ' }, { kind: 'removed', text: 'a@b.org' }, { kind: 'added', text: '[e-mail]' }, { kind: 'same', text: ' today.' },
  ]);
});

test('both texts can be read out of a difference, whatever they are', () => {
  const long = Array.from({ length: 1500 }, (_, index) => `w${index % 7}`).join(' ');
  for (const [before, after] of [['', ''], ['', 'a b'], ['a b', ''], ['a b c d', 'b x d e'], ['한 글', '한  글 둘'], [long, `x ${long} y`], [long, long.replaceAll('w3', 'z')]]) {
    const parts = wordDifference(before, after);
    assert.equal(join(parts, 'same', 'removed'), before);
    assert.equal(join(parts, 'same', 'added'), after);
  }
});

test('the keys of the review work with Shift, on a Korean keyboard, and nowhere where text is typed', () => {
  assert.equal(reviewAction({ key: 'j' }), 'next');
  assert.equal(reviewAction({ key: 'ArrowLeft' }), 'previous');
  assert.equal(reviewAction({ key: 'G' }), 'good');
  assert.equal(reviewAction({ key: 'ㅎ', code: 'KeyG' }), 'good');
  assert.equal(reviewAction({ key: '?' }), 'help');
  assert.equal(reviewAction({ key: 'q' }), null);
  assert.equal(reviewAction({ key: 'd', ctrlKey: true }), null);
  for (const tagName of ['INPUT', 'TEXTAREA', 'SELECT']) assert.equal(reviewAction({ key: 'd', target: { tagName } }), null);
});

test('bars are as high as their share of the highest, and the limit lies within its bar', () => {
  const buckets = [{ from: 0, to: 10, count: 4 }, { from: 10, to: 20, count: 8 }, { from: 20, to: 30, count: 2 }];
  const { bars, limitAt } = lengthBars({ limit: 20, buckets });
  assert.deepEqual(bars.map(({ share }) => share), [0.5, 1, 0.25]);
  assert.deepEqual(bars.map(({ isOver }) => isOver), [false, false, true]);
  assert.equal(limitAt, 2 / 3);
  assert.equal(lengthBars({ limit: 2048, buckets }).limitAt, null);
  assert.deepEqual(lengthBars({ limit: 1, buckets: [] }), { bars: [], limitAt: null });
});

test('every recipe has a dataset name of its own', () => {
  const names = ['know-my-documents', 'write-like-me', 'follow-my-format', 'from-conversations', 'extract'].map((recipe) => datasetNameFor('notes', recipe, []));
  assert.deepEqual(names, ['notes', 'notes-style', 'notes-format', 'notes-talk', 'notes-fields']);
  assert.equal(datasetNameFor('n'.repeat(64), 'extract', []).length, 64);
});

test('an edit can be put back to what it was before, and a text of null means turns', () => {
  const edits = new PendingEdits();
  const row = { id: 'a', text: null, messages: [{ role: 'user', content: 'Hi' }] };
  edits.change(row, ['Hello']);
  const before = edits.get('a');
  edits.drop('a');
  edits.restore('a', before);
  assert.deepEqual(edits.list(), [{ exampleId: 'a', messages: [{ role: 'user', content: 'Hello' }] }]);
  edits.restore('a', undefined);
  assert.equal(edits.size, 0);
});

test('a quote is found over line breaks, taken literally, and the longest of several wins', () => {
  const text = 'Leave is 22 days\n(paid). Ask.';
  assert.deepEqual(markQuotes(text, ['22 days (paid).', '22']), [
    { text: 'Leave is ', isQuote: false }, { text: '22 days\n(paid).', isQuote: true }, { text: ' Ask.', isQuote: false },
  ]);
  assert.deepEqual(markQuotes(text, ['.*', ' ']), [{ text, isQuote: false }]);
});
