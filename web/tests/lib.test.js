import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { EventStreamParser } from '../js/lib/event-stream-parser.js';
import * as format from '../js/lib/format.js';
import { findAll, h, textOf } from '../js/lib/h.js';
import { preferredLanguage, rich, setLanguage, t } from '../js/lib/i18n.js';
import { modelChoices, modelName, parseModelName } from '../js/lib/model-name.js';
import { collectionNameFor, datasetNameFor, freeName, isName, slug } from '../js/lib/names.js';
import { PendingEdits } from '../js/lib/pending-edits.js';
import { link, parseRoute } from '../js/lib/route.js';
import { soundOptions, withOption } from '../js/lib/sampling.js';
import { chartColumns, samplesByPrompt } from '../js/lib/series.js';
import { verdictOf } from '../js/lib/verdict.js';

const plain = (text) => text.replace(/[\u00a0\u202f]/g, ' ');
beforeEach(() => setLanguage('en'));

test('descriptions join texts, flatten lists and leave out nothing-values', () => {
  const description = h('p', { key: 3 }, 'a', 1, [null, ['b', false]], h('b', {}, 'c'));
  assert.equal(description.key, '3');
  assert.equal(description.children[0], 'a1b');
  assert.equal(textOf(description), 'a1b c');
  assert.equal(findAll(description, ({ tag }) => tag === 'b').length, 1);
});

test('texts are filled, grouped and put in the plural', () => {
  assert.equal(t('plan.examples', { count: 1 }), '1 example');
  assert.equal(t('plan.examples', { count: 1234 }), '1,234 examples');
  setLanguage('ko');
  assert.equal(t('plan.examples', { count: 1234 }), '예제 1,234개');
  assert.equal(t('no.such.key'), 'no.such.key');
});

test('places can hold elements', () => {
  const parts = rich('offline.text', { command: h('code', {}, 'diapason serve') });
  assert.equal(textOf(h('p', {}, parts)).includes('diapason serve'), true);
});

test('the first known language of the reader wins', () => {
  assert.equal(preferredLanguage(['', 'fr-FR', 'ko-KR', 'en']), 'ko');
  assert.equal(preferredLanguage(['fr']), 'en');
});

test('sizes keep two figures that matter', () => {
  assert.deepEqual([0, 999, 1000, 98_200_000, 1_420_000_000].map((size) => plain(format.bytes(size))), ['0 B', '999 B', '1 kB', '98 MB', '1.4 GB']);
});

test('times are no finer than they can be known', () => {
  assert.deepEqual([4, 44, 100, 340, 3599, 4000].map((time) => plain(format.roughDuration(time))), ['less than 10 s', '45 s', '2 min', '6 min', '60 min', '1 h 5 min']);
  assert.deepEqual([12.4, 83, 119.8, 700, 7200, 7199].map((time) => plain(format.duration(time))), ['12 s', '1 min 23 s', '2 min', '12 min', '2 h', '2 h']);
});

test('relative times read like speech and old ones are dates', () => {
  const now = Date.parse('2026-03-10T12:00:00Z');
  assert.equal(format.relativeTime('2026-03-10T11:59:40Z', now), 'just now');
  assert.equal(format.relativeTime('2026-03-10T09:00:00Z', now), '3 hours ago');
  assert.equal(format.relativeTime('2026-03-09T11:00:00Z', now), 'yesterday');
  assert.match(format.relativeTime('2025-12-24T12:00:00Z', now), /2025/);
  assert.equal(format.relativeTime('nonsense', now), '');
});

test('a change of the loss that did not happen is told once', () => {
  assert.equal(format.lossChange(3.5, 1.25), '3.500 → 1.250');
  assert.equal(format.lossChange(3.5, 3.5), '3.500');
  assert.equal(format.lossChange(undefined, undefined), null);
});

test('a rate without time is no rate', () => {
  assert.equal(format.tokensPerSecond(10, 0), null);
  assert.equal(plain(format.tokensPerSecond(74, 1.9)), '39 tokens/s');
});

test('addresses survive names with special characters', () => {
  const href = link(['documents', '한국어/안내 %.md'], { first: 3, last: undefined, state: '' });
  assert.deepEqual(parseRoute(href), { segments: ['documents', '한국어/안내 %.md'], query: { first: '3' } });
  assert.deepEqual(parseRoute(''), { segments: [], query: {} });
  assert.deepEqual(parseRoute('#/chat/%E0%A4%A').segments, ['chat', '%E0%A4%A']);
});

test('a stream is cut into the same events however it is torn', () => {
  const text = ': hi\r\nevent: token\r\ndata: {"text":"줄\\n"}\r\n\r\ndata: a\ndata: b\n\nevent: ping\n\ndata:x\r\r';
  const expected = [{ name: 'token', data: '{"text":"줄\\n"}' }, { name: 'message', data: 'a\nb' }, { name: 'message', data: 'x' }];
  for (let size = 1; size <= text.length; size += 1) {
    const parser = new EventStreamParser();
    const events = [];
    for (let at = 0; at < text.length; at += size) events.push(...parser.push(text.slice(at, at + size)));
    events.push(...parser.push('\n'));
    assert.deepEqual(events, expected, `pieces of ${size}`);
  }
});

test('names follow the rule of the server', () => {
  assert.equal(slug('My Handbook (2024)', 'x'), 'my-handbook-2024');
  assert.equal(slug('한국어', 'documents'), 'documents');
  assert.equal(isName('a.b_c-1'), true);
  for (const bad of ['', '-a', 'A', 'a b', 'a/b', 'x'.repeat(65)]) assert.equal(isName(bad), false, bad);
  assert.equal(freeName('handbook', ['handbook', 'handbook-2']), 'handbook-3');
  assert.equal(freeName('x'.repeat(64), ['x'.repeat(64)]).length, 64);
});

test('a drop is named for its one folder or its one file', () => {
  assert.equal(collectionNameFor(['Handbook/a.md', 'Handbook/b/c.md']), 'handbook');
  assert.equal(collectionNameFor(['Notes.tar.gz']), 'notes');
  assert.equal(collectionNameFor(['a.md', 'b.md']), 'documents');
});

test('a goal that was chosen before makes the next version of its dataset', () => {
  const datasets = [{ name: 'notes', collection: 'notes', recipe: 'know-my-documents' }];
  assert.equal(datasetNameFor('notes', 'know-my-documents', datasets), 'notes');
  assert.equal(datasetNameFor('notes', 'write-like-me', datasets), 'notes-style');
  assert.equal(datasetNameFor('letters', 'know-my-documents', [{ name: 'letters' }]), 'letters-2');
});

test('names of models are put together and taken apart', () => {
  assert.equal(modelName('base', 'handbook', 3), 'base+handbook@3');
  assert.deepEqual(parseModelName('base+handbook@3'), { base: 'base', adapter: 'handbook', version: 3 });
  assert.deepEqual(parseModelName('base+a*0.7+b*0.3'), { base: 'base', adapter: 'a*0.7+b*0.3', version: null });
  assert.deepEqual(parseModelName('base'), { base: 'base', adapter: null, version: null });
});

test('promoted versions come first and go by the name alone', () => {
  const adapters = [{ name: 'a', model: 'm', promotedVersion: 1, versions: [{ version: 1 }, { version: 2 }] }];
  assert.deepEqual(modelChoices([{ name: 'm' }], adapters).tuned.map((item) => item.value), ['m+a', 'm+a@2']);
});

test('sampling options stay in their bounds and defaults are not sent', () => {
  assert.deepEqual(withOption({}, 'temperature', 9), { temperature: 2 });
  assert.deepEqual(withOption({ temperature: 1 }, 'temperature', 0.7), {});
  assert.deepEqual(withOption({ topK: 5 }, 'topK', Number.NaN), {});
  assert.deepEqual(soundOptions({ temperature: 'x', seed: 7, evil: 1 }), { seed: 7 });
  assert.deepEqual(soundOptions(null), {});
});

test('the chart has a column for every step, with gaps where nothing was measured', () => {
  const columns = chartColumns({ steps: [{ step: 2, loss: 1 }, { step: 1, loss: 3 }], heldOut: [{ step: 0, loss: 4 }, { step: 2, loss: 2, recallLoss: 1 }] });
  assert.deepEqual(columns.step, [0, 1, 2]);
  assert.deepEqual(columns.loss, [null, 3, 1]);
  assert.deepEqual(columns.heldOut, [4, null, 2]);
  assert.deepEqual(columns.recall, [null, null, 1]);
  assert.equal(columns.trend[1], 3);
  assert.ok(columns.trend[2] < 3 && columns.trend[2] > 1);
});

test('samples are gathered by prompt and a step that was done again counts once', () => {
  const [group] = samplesByPrompt([
    { step: 5, prompt: 'q', answer: 'late' }, { step: 0, prompt: 'q', answer: 'first', reference: 'right' }, { step: 5, prompt: 'q', answer: 'again' },
  ]);
  assert.deepEqual(group, { prompt: 'q', reference: 'right', answers: [{ step: 0, answer: 'first' }, { step: 5, answer: 'again' }] });
});

test('a verdict says no more than the figures do', () => {
  assert.equal(verdictOf({ steps: 10 }).outcome, 'unknown');
  assert.equal(verdictOf({ steps: 10, heldOutLossBefore: 3, heldOutLossBest: 1 }).outcome, 'learned');
  assert.equal(verdictOf({ steps: 10, heldOutLossBefore: 3, heldOutLossBest: 2.95 }).outcome, 'little');
  assert.equal(verdictOf({ steps: 10, heldOutLossBefore: 3, heldOutLossBest: 3.2 }).outcome, 'worse');
  const verdict = verdictOf({ steps: 100, bestStep: 50, heldOutLossBefore: Math.log(4), heldOutLossBest: Math.log(2) }, 12);
  assert.ok(Math.abs(verdict.before - 0.25) < 1e-9 && Math.abs(verdict.after - 0.5) < 1e-9);
  assert.equal(verdict.keptEarlier, true);
  assert.equal(verdict.isRough, true);
  assert.equal(verdict.recallAfter, null);
  assert.equal(verdictOf({ steps: 1, recallLossBefore: 2, recallLossBest: 0 }).recallAfter, 1);
});

test('edits wait together and the old text takes an edit back', () => {
  const row = { id: 'a', messages: [{ role: 'user', content: 'q' }, { role: 'assistant', content: 'x' }] };
  const edits = new PendingEdits();
  edits.change(row, ['q', 'y']);
  edits.drop('b');
  edits.change({ id: 'c', messages: [], text: 'old' }, ['new']);
  assert.deepEqual(edits.list(), [
    { exampleId: 'a', messages: [{ role: 'user', content: 'q' }, { role: 'assistant', content: 'y' }] }, { exampleId: 'b', drop: true }, { exampleId: 'c', text: 'new' },
  ]);
  assert.equal(edits.applyTo(row).messages[1].content, 'y');
  assert.deepEqual([edits.changedCount, edits.droppedCount], [2, 1]);
  edits.change(row, ['q', 'x']);
  assert.equal(edits.get('a'), undefined);
});
