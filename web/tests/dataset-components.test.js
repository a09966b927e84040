import './support/page-globals.js';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { differenceView } from '../js/components/difference-view.js';
import { filterCard } from '../js/components/filter-card.js';
import { findingView } from '../js/components/finding-view.js';
import { lengthChart } from '../js/components/length-chart.js';
import { renderedView } from '../js/components/rendered-view.js';
import { versionDifference } from '../js/components/version-difference.js';
import { findAll, h, textOf } from '../js/lib/h.js';
import { setLanguage } from '../js/lib/i18n.js';

const turns = (content) => ({ messages: [{ role: 'user', content: 'Who?' }, { role: 'assistant', content }], text: null });
const byTag = (description, name) => findAll(description, ({ tag }) => tag === name);
beforeEach(() => setLanguage('en'));

const FINDING = { row: 8, action: 'change', reason: 'An address was masked.', evidence: ['a@b.org'], related: [4], isRestored: false, split: 'train', example: turns('To a@b.org'), replacement: turns('To [e-mail]') };

test('a masked row shows what was taken out and put in; put back, it shows the row alone', () => {
  const masked = findingView({ finding: FINDING, isRestored: false, onRestore() {} });
  assert.match(textOf(byTag(masked, 'del')[0]), /a@b\.org/);
  assert.match(textOf(byTag(masked, 'ins')[0]), /\[e-mail\]/);
  assert.match(textOf(masked), /Together with #5/);
  const back = findingView({ finding: FINDING, isRestored: true, onRestore() {} });
  assert.deepEqual(byTag(back, 'del'), []);
  assert.match(textOf(back), /put back .*not applied yet .*Take it again/);
});

test('a row that a filter only named has nothing to put back', () => {
  assert.deepEqual(byTag(findingView({ finding: { ...FINDING, action: 'keep', replacement: null }, isRestored: false, onRestore() {} }), 'button'), []);
});

test('a filter that is switched off says what that will undo', () => {
  const filter = { name: 'secrets', isOn: true, measure: 'm', examined: 64, dropped: 2, changed: 1, noted: 0, restored: 0, reasons: [{ reason: 'A token.', count: 3 }] };
  const card = filterCard({ filter, isOn: false, canEdit: true, findings: { isOpen: false, limit: 20 }, finding: () => null });
  assert.match(textOf(card), /Secrets .*Will be undone when you apply: 3 rows come back as they were\./);
});

test('learned parts are said as well as coloured, and a row that is too long warns', () => {
  const value = { model: 'm', tokens: 60, learned: 3, limit: 48, isTruncated: true, segments: [{ text: 'Q', isLearned: false }, { text: 'A', isLearned: true }] };
  const view = renderedView({ value });
  assert.match(textOf(byTag(view, 'mark')[0]), /learned from here: A end of what is learned/);
  assert.match(textOf(view), /12 tokens longer than the limit of 48: a chat is left out/);
});

test('the lengths are also a sentence and a table', () => {
  const chart = lengthChart({ value: { limit: 48, rows: 3, truncated: 1, median: 9, longest: 60, buckets: [{ from: 0, to: 64, count: 3 }] } });
  assert.match(findAll(chart, ({ props }) => props.role === 'img')[0].props['aria-label'], /3 rows; half have at most 9 tokens, the longest has 60\. The limit is 48\./);
  assert.match(textOf(byTag(chart, 'table')[0]), /0–63 3/);
});

test('versions differ by added, removed and changed rows', () => {
  const rows = [{ before: null, after: turns('new') }, { before: turns('old'), after: null }, { before: turns('one two'), after: turns('one three') }];
  const view = h('div', {}, versionDifference({ added: 1, removed: 1, changed: 1, rows }));
  assert.match(textOf(view), /1 added, 1 removed, 1 changed\./);
  assert.match(textOf(byTag(view, 'ins')[0]), /three/);
  assert.match(textOf(versionDifference({ added: 0, removed: 0, changed: 0, rows: [] })), /same rows/);
});

test('a turn that was added or taken away is a difference too', () => {
  const view = differenceView({ messages: turns('A').messages.slice(0, 1), text: null }, turns('A'));
  assert.match(textOf(byTag(view, 'ins')[0]), /A/);
});
