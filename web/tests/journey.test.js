import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOf, projectOf } from '../js/lib/journey.js';

const collection = (name, more = {}) => ({ name, used: 3, createdAt: `2026-01-0${name.length}`, ...more });
const overview = (more = {}) => ({ collections: [collection('a')], datasets: [], runs: [], adapters: [], ...more });
const dataset = (more = {}) => ({ name: 'd', collection: 'a', latestVersion: 1, createdAt: '2026-01-02', ...more });
const run = (state, more = {}) => ({ id: 'r', dataset: 'd', datasetVersion: 1, adapter: 'x', state, createdAt: '2026-01-03', ...more });

const CASES = [
  ['nothing was dropped', overview({ collections: [] }), 'empty'],
  ['files are being read', overview({ collections: [collection('a', { job: { state: 'running' } })] }), 'reading'],
  ['no file could be used', overview({ collections: [collection('a', { used: 0, job: { state: 'done' } })] }), 'unreadable'],
  ['the files are read', overview(), 'goal'],
  ['the dataset failed', overview({ datasets: [dataset({ latestVersion: 0, job: { state: 'failed' } })] }), 'goal'],
  ['the dataset is being made', overview({ datasets: [dataset({ latestVersion: 0, job: { state: 'queued' } })] }), 'building'],
  ['the dataset is being made again after a run', overview({ datasets: [dataset({ job: { state: 'running', createdAt: '2026-01-04' } })], runs: [run('finished')] }), 'building'],
  ['the dataset is there', overview({ datasets: [dataset()] }), 'plan'],
  ['the run goes', overview({ datasets: [dataset()], runs: [run('queued')] }), 'tuning'],
  ['the run was cut off', overview({ datasets: [dataset()], runs: [run('interrupted')] }), 'stopped'],
  ['the run is finished', overview({ datasets: [dataset()], runs: [run('finished')] }), 'done'],
  ['the dataset was edited after the run', overview({ datasets: [dataset({ latestVersion: 2 })], runs: [run('finished')] }), 'plan'],
];

for (const [name, given, stage] of CASES) {
  test(`when ${name} the stage is ${stage}`, () => {
    const project = projectOf(given);
    assert.equal(project.stage, stage);
    assert.equal(pathOf(project).length, 4);
    assert.ok(pathOf(project).filter((step) => step.state !== 'done' && step.state !== 'waiting').length === 1, 'exactly one step is next');
  });
}

test('the newest collection is shown unless another is chosen', () => {
  const given = overview({ collections: [collection('a'), collection('bb')] });
  assert.equal(projectOf(given).collection.name, 'bb');
  assert.equal(projectOf(given, 'a').collection.name, 'a');
  assert.equal(projectOf(given, 'gone').collection.name, 'bb');
});

test('the dataset that was built last is the one that counts', () => {
  const given = overview({ datasets: [dataset({ name: 'new', createdAt: '2026-01-05' }), dataset({ name: 'rebuilt', job: { state: 'done', createdAt: '2026-01-06' } })] });
  assert.equal(projectOf(given).dataset.name, 'rebuilt');
});
