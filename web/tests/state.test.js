import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { ApiError } from '../js/api/http.js';
import { Chats } from '../js/state/chats.js';
import { Comparison } from '../js/state/comparison.js';
import { FolderImport } from '../js/state/folder-import.js';
import { Library } from '../js/state/library.js';
import { PlanEditor } from '../js/state/plan-editor.js';
import { RunMetrics } from '../js/state/run-metrics.js';

const OVERVIEW = { version: '1', home: '/h', models: [], collections: [{ name: 'a', used: 0, createdAt: '1' }], datasets: [], runs: [{ id: 'r', step: 0, createdAt: '1' }], adapters: [], jobs: [] };
const library = () => {
  const value = new Library();
  value.replace(structuredClone(OVERVIEW));
  return value;
};

test('a job shows on what it works on', () => {
  const value = library();
  value.apply('job', { id: 'j', kind: 'ingest', subjectId: 'a', state: 'running', done: 1, total: 2, createdAt: '2' });
  assert.equal(value.collection('a').job.done, 1);
  assert.equal(value.jobs.length, 1);
});

test('steps and held-out measures move a run on', () => {
  const value = library();
  value.apply('runHeldOut', { runId: 'r', step: 0, loss: 3, recallLoss: 4, isBest: false });
  value.apply('runStep', { runId: 'r', step: 5, loss: 2, secondsLeft: 9 });
  value.apply('runHeldOut', { runId: 'r', step: 5, loss: 2.5, recallLoss: 2, isBest: true });
  value.apply('runHeldOut', { runId: 'r', step: 7, loss: 2.7, recallLoss: 1, isBest: true });
  value.apply('runHeldOut', { runId: 'r', step: 9, loss: 2.4, recallLoss: 1.5, isBest: false });
  const { state, step, secondsLeft, bestStep, ...losses } = value.run('r');
  assert.deepEqual({ state, step, secondsLeft, bestStep }, { state: 'running', step: 5, secondsLeft: 9, bestStep: 7 });
  assert.deepEqual([losses.heldOutLossBefore, losses.heldOutLossBest, losses.recallLossBefore, losses.recallLossBest], [3, 2.7, 4, 1]);
});

test('events of things that are not known change nothing, and pings are silent', () => {
  const value = library();
  value.apply('runStep', { runId: 'gone', step: 5 });
  value.apply('ping', {});
  value.apply('job', null);
  assert.equal(value.runs.length, 1);
});

test('figures that arrive while the first reading is under way are kept', async () => {
  const value = library();
  let answer;
  const metrics = new RunMetrics('r', value, () => new Promise((resolve) => { answer = resolve; }));
  const started = metrics.start();
  value.apply('runStep', { runId: 'r', step: 3, loss: 1 });
  value.apply('runStep', { runId: 'other', step: 4, loss: 1 });
  answer({ steps: [{ step: 1, loss: 3 }, { step: 2, loss: 2 }], heldOut: [], samples: [] });
  await started;
  assert.deepEqual(metrics.values.steps.map((item) => item.step), [1, 2, 3]);
  metrics.stop();
  value.apply('runStep', { runId: 'r', step: 4, loss: 1 });
  assert.equal(metrics.values.steps.length, 3);
});

test('a step that a resumed run does again takes the place of the old one', async () => {
  const value = library();
  const metrics = new RunMetrics('r', value, async () => ({ steps: [{ step: 1, loss: 3 }], heldOut: [], samples: [] }));
  await metrics.start();
  value.apply('runStep', { runId: 'r', step: 1, loss: 9 });
  assert.deepEqual(metrics.values.steps.map((item) => item.loss), [9]);
});

const file = (path, size = 10) => ({ path, file: { size } });
const importCalls = (more = {}) => ({
  createCollection: async (name) => ({ name }), ingest: mock.fn(async () => ({ id: 'job' })),
  upload: async (_, item, { onProgress }) => { onProgress(item.file.size + 99); return { uploadId: item.path }; }, ...more,
});

test('a folder is uploaded in order of its files and then read', async () => {
  const calls = importCalls();
  const work = new FolderImport([file('Notes/a'), file('Notes/b'), file('Notes/c'), file('Notes/d')], calls);
  const job = await work.start(['notes']);
  assert.equal(job.id, 'job');
  assert.equal(work.collection, 'notes-2');
  assert.deepEqual(calls.ingest.mock.calls[0].arguments, ['notes-2', { uploadIds: ['Notes/a', 'Notes/b', 'Notes/c', 'Notes/d'] }]);
  assert.equal(work.sentBytes, work.totalBytes);
  assert.equal(work.state, 'done');
});

test('a failed upload ends the import with its reason and reads nothing', async () => {
  const calls = importCalls({ upload: async () => { throw new ApiError({ status: 413, code: 'too_large', message: 'Too large.' }); } });
  const work = new FolderImport([file('a/b')], calls);
  assert.equal(await work.start([]), null);
  assert.equal(work.state, 'failed');
  assert.equal(work.error.code, 'too_large');
  assert.equal(calls.ingest.mock.callCount(), 0);
});

test('files can be added to a collection that exists', async () => {
  const calls = importCalls({ createCollection: mock.fn() });
  const work = new FolderImport([file('x.md')], calls);
  await work.start(['notes'], 'notes');
  assert.equal(calls.createCollection.mock.callCount(), 0);
  assert.equal(work.collection, 'notes');
});

const plan = (settings) => ({ settings: { steps: 100, rank: 16, ...settings }, warnings: [] });

test('only the newest answer becomes the plan', async () => {
  const answers = [];
  const editor = new PlanEditor({ dataset: 'd', model: 'm', adapter: 'a' }, { planRun: () => new Promise((resolve) => answers.push(resolve)) });
  const first = editor.refresh();
  const second = editor.refresh();
  answers[1](plan({ steps: 2 }));
  answers[0](plan({ steps: 1 }));
  await Promise.all([first, second]);
  assert.equal(editor.plan.settings.steps, 2);
  assert.equal(editor.isLoading, false);
});

test('changed settings are sent, and a refusal keeps the last plan', async () => {
  const planRun = mock.fn(async ({ settings }) => {
    if (settings.rank > 100) throw new ApiError({ status: 422, code: 'invalid', message: 'Too large.' });
    return plan(settings);
  });
  const editor = new PlanEditor({ dataset: 'd', version: 3, model: 'm', adapter: 'a' }, { planRun, startRun: async (request) => request });
  await editor.refresh();
  editor.override('rank', 200);
  await editor.refresh();
  assert.equal(editor.error.code, 'invalid');
  assert.equal(editor.plan.settings.rank, 16);
  editor.override('rank', 8);
  await editor.refresh();
  assert.deepEqual(await editor.start(), { dataset: 'd', version: 3, model: 'm', adapter: 'a', settings: { rank: 8 } });
  editor.stop();
});

test('a comparison that breaks off says so in words', async () => {
  const comparison = new Comparison(async function* () { throw new TypeError('network error'); });
  await comparison.ask('q', ['a', 'b'], {});
  assert.equal(comparison.error.code, 'stream_lost');
  assert.deepEqual(comparison.answers.map((answer) => answer.finishReason), ['cancelled', 'cancelled']);
});

async function* events(list) {
  yield* list;
}
const stored = (id, role, content) => ({ id, role, content, createdAt: '2' });
const conversation = { id: 'c', title: 't', model: 'm', createdAt: '1', updatedAt: '1' };
const chatCalls = (stream, messages = []) => ({
  listConversations: async () => [conversation], fetchConversation: async () => ({ ...conversation, messages: [...messages] }), streamMessage: stream,
});

test('an answer is written as it comes and then stands as stored', async () => {
  const seen = [];
  const chats = new Chats(chatCalls(() => events([
    { name: 'message', data: stored('1', 'user', 'q') }, { name: 'token', data: { text: 'a' } }, { name: 'token', data: { text: 'b' } }, { name: 'done', data: stored('2', 'assistant', 'ab') },
  ])));
  await chats.load('c');
  chats.addEventListener('change', () => seen.push(chats.chat('c').answer?.text));
  await chats.send('c', 'q', 'm', {});
  assert.deepEqual(chats.chat('c').messages.map((item) => item.id), ['1', '2']);
  assert.ok(seen.includes('a') && seen.includes('ab'));
  assert.equal(chats.chat('c').answer, null);
});

test('a lost stream keeps what was written and says so', async () => {
  const chats = new Chats(chatCalls(async function* () {
    yield { name: 'message', data: stored('1', 'user', 'q') };
    yield { name: 'token', data: { text: 'half' } };
    throw new TypeError('network error');
  }));
  await chats.load('c');
  await chats.send('c', 'q', 'm', {});
  assert.equal(chats.chat('c').messages.at(-1).content, 'half');
  assert.equal(chats.chat('c').error.code, 'stream_lost');
});

test('stopping is no failure', async () => {
  const chats = new Chats(chatCalls(async function* (id, message, signal) {
    yield { name: 'message', data: stored('1', 'user', 'q') };
    yield { name: 'token', data: { text: 'half' } };
    chats.stop('c');
    if (signal.aborted) throw new DOMException('stopped', 'AbortError');
  }));
  await chats.load('c');
  await chats.send('c', 'q', 'm', {});
  assert.equal(chats.chat('c').error, null);
  assert.equal(chats.chat('c').messages.at(-1).finishReason, 'cancelled');
});

test('answering again replaces the answer', async () => {
  const requests = [];
  const before = [stored('1', 'user', 'q'), stored('2', 'assistant', 'old')];
  const chats = new Chats(chatCalls((id, message) => {
    requests.push(message);
    return events([{ name: 'message', data: before[0] }, { name: 'done', data: stored('3', 'assistant', 'new') }]);
  }, before));
  await chats.load('c');
  await chats.regenerate('c', 'm', {});
  assert.deepEqual(chats.chat('c').messages.map((item) => item.content), ['q', 'new']);
  assert.deepEqual([requests[0].content, requests[0].regenerate], ['q', true]);
});

test('a refused new answer brings the old one back', async () => {
  const before = [stored('1', 'user', 'q'), stored('2', 'assistant', 'old')];
  const chats = new Chats(chatCalls(async function* () { throw new ApiError({ status: 404, code: 'not_found', message: 'No such model.' }); }, before));
  await chats.load('c');
  await chats.regenerate('c', 'gone', {});
  assert.deepEqual(chats.chat('c').messages.map((item) => item.content), ['q', 'old']);
  assert.equal(chats.chat('c').error.code, 'not_found');
});

test('models that make vectors are listed but not offered for answers', () => {
  const library = new Library();
  library.replace({ ...OVERVIEW, models: [{ name: 'a', kind: 'decoder' }, { name: 'b', kind: 'encoder' }, { name: 'c' }] });
  assert.deepEqual(library.models.map(({ name }) => name), ['a', 'b', 'c']);
  assert.deepEqual(library.decoders.map(({ name }) => name), ['a', 'c']);
});

test('two models answer side by side, and one may fail alone', async () => {
  const comparison = new Comparison(() => events([
    { name: 'token', data: { index: 1, text: 'x' } }, { name: 'token', data: { index: 0, text: 'y' } },
    { name: 'error', data: { index: 0, code: 'e', message: 'No.' } }, { name: 'done', data: { index: 1, finishReason: 'stop', tokens: 1, seconds: 1 } },
  ]));
  await comparison.ask('q', ['a', 'b'], {});
  assert.deepEqual(comparison.answers.map(({ text, isDone }) => [text, isDone]), [['y', true], ['x', true]]);
  assert.equal(comparison.answers[0].error.code, 'e');
  assert.equal(comparison.isBusy, false);
});
