import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PendingEdits } from '../js/lib/pending-edits.js';
import { CurationEditor } from '../js/state/curation-editor.js';
import { ModelView } from '../js/state/model-view.js';
import { ReviewSession } from '../js/state/review-session.js';
import { PAGE_LENGTH, RowList } from '../js/state/row-list.js';

const ALL = Array.from({ length: 45 }, (_, index) => ({ id: `e${index}`, messages: [{ role: 'user', content: `${index}` }], rating: null }));
const list = async (_, { offset, limit }) => ({ examples: ALL.slice(offset, offset + limit).map((row) => ({ ...row })), total: ALL.length });

async function review(rate = async () => {}) {
  const rows = new RowList('notes', list);
  const edits = new PendingEdits();
  await rows.load();
  return { rows, edits, session: new ReviewSession({ name: 'notes', rows, edits }, rate) };
}

test('the rows go on over the end of a page and stop at both ends of the list', async () => {
  const { rows, session } = await review();
  assert.equal(await session.move(-1), false);
  await rows.goTo(PAGE_LENGTH - 1);
  assert.equal(await session.move(1), true);
  assert.equal(rows.current.id, `e${PAGE_LENGTH}`);
  await rows.goTo(44);
  assert.equal(await session.move(1), false);
  assert.equal(rows.current.id, 'e44');
});

test('a bulk decision takes all rows that fit the filter, however many the server gives at once', async () => {
  const mixed = ALL.map((row, index) => ({ ...row, kind: index % 3 === 0 ? 'passage' : 'question' }));
  const asked = [];
  const rows = new RowList('notes', async (_, query) => {
    asked.push(query);
    const fitting = mixed.filter(({ kind }) => kind === query.kind);
    return { examples: fitting.slice(query.offset, query.offset + Math.min(query.limit, 10)), total: fitting.length };
  });
  rows.choose({ kind: 'passage' });
  await rows.load();
  assert.equal(rows.total, 15);
  assert.deepEqual(rows.page.examples.map(({ id }) => id).slice(0, 3), ['e0', 'e3', 'e6']);
  const edits = new PendingEdits();
  assert.equal(await new ReviewSession({ name: 'notes', rows, edits }).dropAll(), 15);
  assert.equal(edits.droppedCount, 15);
  assert.ok(asked.every(({ kind }) => kind === 'passage'));
});

test('an answer that came too late does not replace the newer one', async () => {
  const waiting = [];
  const rows = new RowList('notes', () => new Promise((resolve) => waiting.push(resolve)));
  const loads = [rows.load(), rows.load()];
  waiting[1]({ examples: [{ id: 'new' }], total: 1 });
  waiting[0]({ examples: [{ id: 'old' }], total: 1 });
  await Promise.all(loads);
  assert.equal(rows.current.id, 'new');
});

test('quick keys are each done on the row that is current then', async () => {
  const sent = [];
  const { edits, session } = await review(async (_, id, rating) => sent.push([id, rating]));
  await Promise.all([session.rate(1), session.drop(), session.rate(-1)]);
  assert.deepEqual(sent, [['e0', 1], ['e2', -1]]);
  assert.deepEqual(edits.list(), [{ exampleId: 'e1', drop: true }]);
});

test('undo takes decisions back one by one, newest first, and shows their rows', async () => {
  const sent = [];
  const { rows, edits, session } = await review(async (_, id, rating) => sent.push([id, rating]));
  await session.rate(1);
  await session.drop();
  assert.equal(await session.undo(), true);
  assert.equal(edits.size, 0);
  assert.equal(rows.current.id, 'e1');
  await session.undo();
  assert.deepEqual(sent.at(-1), ['e0', 0]);
  assert.equal(rows.current.rating, null);
  assert.equal(await session.undo(), false);
});

test('a bulk decision reaches every row that fits and is undone at once', async () => {
  const { edits, session } = await review();
  edits.change(ALL[3], ['changed']);
  assert.equal(await session.dropAll(), 45);
  assert.equal(edits.droppedCount, 45);
  await session.undo();
  assert.deepEqual([edits.changedCount, edits.droppedCount], [1, 0]);
});

test('a rating that failed is told, and the next decision still works', async () => {
  let isDown = true;
  const { session, rows } = await review(async () => { if (isDown) throw new Error('down'); });
  await assert.rejects(session.rate(1), /down/);
  assert.equal(rows.position, 0);
  isDown = false;
  assert.equal(await session.rate(1), true);
  assert.equal(rows.position, 1);
});

const CURATION = {
  settings: { nearDuplicateThreshold: 0.85, minimumQuality: 0.4, personalData: 'mask', secrets: 'drop' },
  exceptions: [{ filter: 'near-duplicates', row: 4 }],
  filters: [{ name: 'near-duplicates', isOn: true, restored: 1 }, { name: 'secrets', isOn: true, restored: 0 }, { name: 'language', isOn: false, restored: 0 }],
};
const FINDINGS = [{ row: 4, isRestored: true }, { row: 9, isRestored: false }];

async function curation() {
  const requests = [];
  const calls = {
    fetchCuration: async () => CURATION, listFindings: async () => ({ findings: FINDINGS, total: 2 }),
    applyCuration: async (_, request) => { requests.push(request); return { version: 4 }; },
  };
  const editor = new CurationEditor('notes', calls);
  editor.version = 3;
  await editor.load();
  return { editor, requests, filter: (name) => CURATION.filters.find((item) => item.name === name) };
}

test('only what changed is sent, and changing it back sends nothing', async () => {
  const { editor, requests, filter } = await curation();
  editor.switchFilter(filter('secrets'), false);
  editor.choose('minimumQuality', 0.5);
  editor.choose('minimumQuality', 0.4);
  assert.equal(editor.size, 1);
  await editor.apply();
  assert.deepEqual(requests, [{ version: 3, filters: ['near-duplicates'] }]);
  assert.equal(editor.size, 0);
});

test('a new exception keeps the earlier ones, and an earlier one can be taken again', async () => {
  const { editor, requests } = await curation();
  editor.restore('near-duplicates', FINDINGS[1], true);
  await editor.apply();
  assert.deepEqual(requests[0].exceptions, [{ filter: 'near-duplicates', row: 4 }, { filter: 'near-duplicates', row: 9 }]);
  editor.restore('near-duplicates', FINDINGS[0], false);
  assert.equal(editor.isRestored('near-duplicates', FINDINGS[0]), false);
  await editor.apply();
  assert.deepEqual(requests[1].exceptions, []);
});

test('a rendering is read once a model and version, and a failure can be tried again', async () => {
  const asked = [];
  let isDown = true;
  const view = new ModelView('notes', { fetchRendering: async (_, id, choice) => { asked.push([id, choice.model]); if (isDown) throw new Error('down'); return { tokens: 1 }; } });
  assert.equal(await view.readRendering('a'), false);
  view.model = 'm';
  assert.equal(await view.readRendering('a'), true);
  assert.match(view.rendering('a').error.message, /down/);
  isDown = false;
  view.forgetFailures();
  await view.readRendering('a');
  await view.readRendering('a');
  view.model = 'n';
  assert.equal(view.rendering('a'), undefined);
  assert.deepEqual(asked, [['a', 'm'], ['a', 'm']]);
});
