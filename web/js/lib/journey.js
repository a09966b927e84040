/** Where a collection stands on its way from documents to a tuned chat, and what to do next. */

const ACTIVE = new Set(['queued', 'running']);

/** @param {{ state: string } | undefined | null} item A job or run. @returns {boolean} Whether it is still going on. */
export function isActive(item) {
  return item !== undefined && item !== null && ACTIVE.has(item.state);
}

/**
 * @typedef {'empty' | 'reading' | 'unreadable' | 'goal' | 'building' | 'plan' | 'tuning' | 'stopped' | 'done'} Stage
 *
 * @typedef {object} Project
 * @property {Stage} stage
 * @property {object | null} collection
 * @property {object | null} dataset
 * @property {object | null} run
 * @property {object | null} adapter
 */

/**
 * The state of one collection's way; of the newest one when none is named.
 *
 * @param {{ collections: object[], datasets: object[], runs: object[], adapters: object[] }} overview
 * @param {string} [name]
 * @returns {Project}
 */
export function projectOf(overview, name) {
  const newest = [...overview.collections].sort(byNewest);
  const collection = newest.find((item) => item.name === name) ?? newest[0] ?? null;
  if (!collection) return { stage: 'empty', collection, dataset: null, run: null, adapter: null };
  const datasets = overview.datasets.filter((item) => item.collection === collection.name).sort(byLastBuilt);
  const dataset = datasets[0] ?? null;
  const runs = dataset ? overview.runs.filter((item) => item.dataset === dataset.name).sort(byNewest) : [];
  const run = runs[0] ?? null;
  const adapter = run ? overview.adapters.find((item) => item.name === run.adapter) ?? null : null;
  return { stage: stageOf(collection, dataset, run), collection, dataset, run, adapter };
}

function stageOf(collection, dataset, run) {
  if (isActive(collection.job)) return 'reading';
  if (dataset && isActive(dataset.job)) return 'building';
  if (run && (isActive(run) || run.datasetVersion >= dataset.latestVersion)) return stageOfRun(run);
  // Also when a run learned from an older version: what was changed since then waits to be learned.
  if (dataset && dataset.latestVersion > 0) return 'plan';
  return collection.used > 0 ? 'goal' : 'unreadable';
}

function stageOfRun(run) {
  if (isActive(run)) return 'tuning';
  return run.state === 'finished' ? 'done' : 'stopped';
}

function byNewest(a, b) {
  return b.createdAt.localeCompare(a.createdAt);
}

// A dataset that got a new version is what the user works on, however old its first version is.
function byLastBuilt(a, b) {
  const time = (item) => item.job?.createdAt ?? item.createdAt;
  return time(b).localeCompare(time(a));
}

/**
 * The four steps of the path and how far each is.
 *
 * @param {Project} project
 * @returns {{ name: 'documents' | 'dataset' | 'tune' | 'chat', state: 'waiting' | 'current' | 'running' | 'done' | 'stopped' }[]}
 */
export function pathOf({ stage }) {
  const states = {
    empty: ['current', 'waiting', 'waiting', 'waiting'],
    reading: ['running', 'waiting', 'waiting', 'waiting'],
    unreadable: ['stopped', 'waiting', 'waiting', 'waiting'],
    goal: ['done', 'current', 'waiting', 'waiting'],
    building: ['done', 'running', 'waiting', 'waiting'],
    plan: ['done', 'done', 'current', 'waiting'],
    tuning: ['done', 'done', 'running', 'waiting'],
    stopped: ['done', 'done', 'stopped', 'waiting'],
    done: ['done', 'done', 'done', 'current'],
  }[stage];
  return ['documents', 'dataset', 'tune', 'chat'].map((name, index) => ({ name, state: states[index] }));
}
