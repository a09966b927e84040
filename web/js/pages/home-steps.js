import * as format from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { link } from '../lib/route.js';

/**
 * Adds to each step of the path what it holds so far and where that is shown.
 *
 * @param {{ name: string, state: string }[]} steps
 * @param {import('../lib/journey.js').Project} project
 */
export function stepDetails(steps, { collection, dataset, run }) {
  const details = {
    documents: collection && !isBusy(collection) && {
      detail: t('path.documents.used', { count: collection.used }), href: link(['documents', collection.name]),
    },
    dataset: dataset?.latestVersion > 0 && {
      detail: t('path.dataset.version', { version: dataset.latestVersion }), href: link(['datasets', dataset.name]),
    },
    tune: run && { detail: runDetail(run), href: link(['runs', run.id]) },
    chat: run?.state === 'finished' && { href: link(['chat'], { model: `${run.model}+${run.adapter}` }) },
  };
  return steps.map((step) => ({ ...step, ...(details[step.name] || {}) }));
}

function isBusy(collection) {
  return collection.job?.state === 'running' || collection.job?.state === 'queued';
}

function runDetail(run) {
  if (run.state === 'running' && run.steps > 0) return format.percent(run.step / run.steps);
  return t(`state.${run.state}`);
}
