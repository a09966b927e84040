import './support/page-globals.js';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { findAll, h, textOf } from '../js/lib/h.js';
import { setLanguage } from '../js/lib/i18n.js';
import { HomePage } from '../js/pages/home.js';
import { Library } from '../js/state/library.js';

const MODEL = { name: 'm', importedAt: '1' };
const COLLECTION = { name: 'notes', documents: 4, used: 2, duplicate: 1, skipped: 1, characters: 1234, createdAt: '2026-01-01' };

function page(overview) {
  const library = new Library();
  if (overview) library.replace({ version: '1', models: [MODEL], collections: [], datasets: [], runs: [], adapters: [], jobs: [], ...overview });
  const app = { library, preferences: {}, folderImport: null, update() {}, notifyError() {} };
  return new HomePage(app, { segments: [], query: {} });
}

const view = (given) => h('div', {}, given.view());
const primaries = (description) => findAll(description, ({ props }) => /button-primary/.test(props.class ?? ''));
const byTestId = (description, id) => findAll(description, ({ props }) => props['data-testid'] === id)[0];
beforeEach(() => setLanguage('en'));

test('before the first answer the page says that it is reading', () => {
  assert.match(textOf(view(page(null))), /Reading/);
});

test('an empty workstation offers the drop zone and nothing else to do', () => {
  const description = view(page({}));
  assert.ok(byTestId(description, 'drop-zone'));
  assert.equal(primaries(description).length, 0);
});

test('after reading there are two goals and the files are accounted for', () => {
  const description = view(page({ collections: [COLLECTION] }));
  assert.ok(byTestId(description, 'goal-know-my-documents') && byTestId(description, 'goal-write-like-me'));
  assert.match(textOf(description), /2 documents with 1,234 characters were read\. 1 is a duplicate\. 1 was skipped\./);
});

test('while files are read the latest outcomes are shown', () => {
  const given = page({ collections: [{ ...COLLECTION, job: { id: 'j', kind: 'ingest', state: 'running', done: 1, total: 4 } }] });
  given.feed = [{ id: 'd', name: 'scan.pdf', state: 'skipped', reason: 'It has no text.' }];
  assert.match(textOf(view(given)), /Read 1 of 4 files skipped scan\.pdf It has no text\./);
});

const dataset = { name: 'notes', collection: 'notes', recipe: 'know-my-documents', latestVersion: 1, createdAt: '2026-01-02' };
const run = { id: 'r', dataset: 'notes', datasetVersion: 1, model: 'm', adapter: 'notes', step: 5, steps: 10, createdAt: '2026-01-03', resumable: true };

for (const [state, testId] of [['interrupted', 'resume'], ['finished', 'chat-with-it']]) {
  test(`a run that is ${state} has ${testId} as its one primary button`, () => {
    const description = view(page({ collections: [COLLECTION], datasets: [dataset], runs: [{ ...run, state }] }));
    assert.deepEqual(primaries(description).map(({ props }) => props['data-testid']), [testId]);
  });
}

test('without a base model the page says how to get one', () => {
  const description = view(page({ models: [], collections: [COLLECTION], datasets: [dataset] }));
  assert.match(textOf(description), /no base model yet/);
  assert.match(textOf(description), /make model/);
});
