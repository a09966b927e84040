import './support/page-globals.js';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { buildFailure, buildProgress } from '../js/components/build-state.js';
import { recipeDialog } from '../js/components/recipe-dialog.js';
import { lostJob } from '../js/lib/builds.js';
import { findAll, textOf } from '../js/lib/h.js';
import { setLanguage } from '../js/lib/i18n.js';
import { SERVER, WriterChoice } from '../js/state/writer-choice.js';

const LIBRARY = { decoders: [{ name: 'starter' }], adapters: [{ name: 'handbook', model: 'starter', promotedVersion: 1, versions: [{ version: 1 }] }] };
const byId = (description, id) => findAll(description, ({ props }) => props.id === id || props['data-testid'] === id)[0];
beforeEach(() => setLanguage('en'));

test('without a writer nothing is told to the server', () => {
  assert.deepEqual(new WriterChoice().options, {});
  assert.ok(new WriterChoice().isComplete);
});

test('a model of the workstation is named with the number of questions', () => {
  const choice = new WriterChoice();
  choice.writer = 'starter+handbook';
  choice.count = 6;
  assert.deepEqual(choice.options, { writer: 'starter+handbook', questionsPerChunk: 6 });
  choice.count = 13;
  assert.equal(choice.isComplete, false);
  choice.count = Number.NaN;
  assert.equal(choice.isComplete, false);
});

for (const [address, isRight] of [['http://127.0.0.1:11434/v1', true], ['http://localhost:8080', true], ['http://[::1]:9/v1', true], ['https://127.0.0.1/v1', false], ['http://example.org/v1', false], ['http://127.0.0.1.example.org', false], ['http://a@127.0.0.1/', false]]) {
  test(`${address} is ${isRight ? 'an address of this machine' : 'refused'}`, () => {
    const choice = new WriterChoice();
    Object.assign(choice, { writer: SERVER, address, serverModel: 'llama3' });
    assert.equal(choice.isComplete, isRight);
    if (isRight) assert.deepEqual(choice.options, { writer: 'llama3', writerServer: address, questionsPerChunk: 4 });
  });
}

test('what a build was told comes back as it was', () => {
  const options = { writer: 'llama3', writerServer: 'http://127.0.0.1:1/v1', questionsPerChunk: 2 };
  assert.deepEqual(new WriterChoice(options).options, options);
});

test('the dialog offers bases, adapters and a server, and asks for the server only when it is chosen', () => {
  const writer = new WriterChoice();
  const dialog = () => recipeDialog({ recipe: 'know-my-documents', writer, library: LIBRARY, onStart() {}, onClose() {}, onChange() {} });
  const values = findAll(byId(dialog(), 'writer'), ({ tag }) => tag === 'option').map(({ props }) => props.value);
  assert.deepEqual(values, ['', 'starter', 'starter+handbook', SERVER]);
  assert.equal(byId(dialog(), 'writer-address'), undefined);
  writer.writer = SERVER;
  assert.ok(byId(dialog(), 'writer-address'));
  assert.equal(byId(dialog(), 'recipe-start').props.disabled, true);
  writer.serverModel = 'llama3';
  assert.equal(byId(dialog(), 'recipe-start').props.disabled, false);
});

test('a build tells how far it is, and a lost one what is kept and how to go on', () => {
  const job = { state: 'running', done: 3, total: 9, message: 'Questions about 9 passages', phrase: { code: 'job.asking', values: { count: 9 } } };
  assert.match(textOf(buildProgress({ job, options: { writer: 'starter' } })), /3 of 9 Questions about 9 passages starter writes the questions/);
  const lost = buildFailure({ job: { ...job, state: 'cancelled' }, options: { writer: 'starter' }, onAgain() {} });
  assert.match(textOf(lost), /was cancelled\. 3 of 9 passages are finished and kept\. Go on where it stopped/);
  setLanguage('ko');
  assert.match(textOf(buildProgress({ job })), /문단 9개에 관한 질문을 쓰는 중/);
});

test('a lost job counts until another one ends well', () => {
  const lost = { id: 'a', state: 'failed' };
  assert.equal(lostJob({ lastFailure: lost }), lost);
  assert.equal(lostJob({ job: { state: 'running' }, lastFailure: lost }), null);
  assert.equal(lostJob({ job: { state: 'done' }, lastFailure: lost }), null);
  assert.equal(lostJob({ job: lost }), lost);
  assert.equal(lostJob(null), null);
});
