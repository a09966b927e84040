import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DatasetImport } from '../js/state/dataset-import.js';

const PREVIEW = { columns: ['Id', 'Frage', 'Antwort', 'Thema'], rows: [['1', 'q', 'a', 't']], rowCount: 1, suggestion: {} };
const made = (calls = {}) => new DatasetImport({ name: 'Fragen 1.csv' }, ['fragen-1'], { previewTable: async () => PREVIEW, importDataset: async () => ({ skippedCount: 0 }), ...calls });

test('a table waits until a question and an answer are chosen', async () => {
  const incoming = made();
  assert.equal(incoming.name, 'fragen-1-2');
  assert.equal(incoming.isReady, false);
  await incoming.look();
  assert.equal(incoming.missing, 'question');
  incoming.assign(1, 'question');
  assert.equal(incoming.missing, 'answer');
  incoming.assign(2, 'answer');
  assert.ok(incoming.isReady);
  incoming.assign(3, 'question');
  assert.equal(incoming.map, 'question=Frage,answer=Antwort,question=Thema');
});

test('a role but the question belongs to one column, and roles that exclude each other are told', async () => {
  const incoming = made();
  await incoming.look();
  incoming.roles = ['answer', 'question', '', ''];
  incoming.assign(2, 'answer');
  assert.deepEqual(incoming.roles, ['', 'question', 'answer', '']);
  incoming.assign(0, 'chosen');
  assert.equal(incoming.missing, 'pair');
  incoming.assign(3, 'rejected');
  assert.equal(incoming.missing, 'either');
  incoming.assign(2, 'thumb');
  assert.equal(incoming.missing, 'thumb');
  incoming.assign(2, '');
  assert.equal(incoming.missing, null);
});

test('what the server suggests is chosen, and the mapping is sent', async () => {
  const sent = [];
  const suggestion = { question: ['Frage'], answer: ['Antwort'] };
  const incoming = made({ previewTable: async () => ({ ...PREVIEW, suggestion }), importDataset: async (...args) => { sent.push(args); return { skippedCount: 2 }; } });
  await incoming.look();
  assert.deepEqual(incoming.roles, ['', 'question', 'answer', '']);
  assert.equal(await incoming.send(), true);
  assert.deepEqual([sent[0][0], sent[0][2]], ['fragen-1-2', 'question=Frage,answer=Antwort']);
  assert.equal(incoming.result.skippedCount, 2);
});

test('a refused file stays with its reason', async () => {
  const failure = new Error('The table is empty.');
  const incoming = made({ previewTable: async () => { throw failure; } });
  await incoming.look();
  assert.equal(incoming.error, failure);
  assert.equal(incoming.isReady, false);
});

test('a file that is no table needs nothing but its name', () => {
  const incoming = new DatasetImport({ name: 'rows.jsonl' }, []);
  assert.ok(incoming.isReady);
  incoming.name = 'Not a name';
  assert.equal(incoming.isReady, false);
});
