import { exportAddress } from '../api/datasets.js';
import { bundleAddress } from '../api/adapters.js';
import { buildFailure, buildProgress } from '../components/build-state.js';
import { button, linkButton } from '../components/button.js';
import { goalCards } from '../components/goal-cards.js';
import { modelImport } from '../components/model-import.js';
import { note } from '../components/notes.js';
import { planPanel } from '../components/plan-panel.js';
import { runProgress } from '../components/run-progress.js';
import { badge, progressBar } from '../components/status.js';
import { verdictWords } from '../components/verdict-words.js';
import { lostJob } from '../lib/builds.js';
import * as format from '../lib/format.js';
import { h } from '../lib/h.js';
import { rich, t } from '../lib/i18n.js';
import { modelName } from '../lib/model-name.js';
import { say, sayReason } from '../lib/phrases.js';
import { link } from '../lib/route.js';

/** What the current stage of a project shows: each has one primary action. */
export function stagePanel(page, project, folderImport) {
  if (folderImport) return uploading(folderImport);
  return STAGES[project.stage](page, project);
}

const STAGES = { reading, unreadable, goal, building, plan, tuning, stopped, done, empty: () => null };

function uploading(folderImport) {
  const { finishedCount, fileCount, sentBytes, totalBytes } = folderImport;
  const text = t('stage.uploading', { done: finishedCount, count: fileCount });
  return h('div', { class: 'stack' },
    h('div', { class: 'row-spread' }, h('h3', {}, text), h('span', { class: 'quiet' }, `${format.bytes(sentBytes)} / ${format.bytes(totalBytes)}`)),
    progressBar({ done: sentBytes, total: totalBytes, label: text }),
    h('div', { class: 'row' }, button({ label: t('common.cancel'), onClick: () => folderImport.cancel() })));
}

function reading(page, { collection }) {
  const { job } = collection;
  const text = job.total > 0 ? t('stage.reading', { done: job.done, count: job.total }) : t('stage.readingStart');
  return h('div', { class: 'stack' },
    h('h3', {}, text), progressBar({ done: job.done, total: job.total, label: text }),
    page.feed.length > 0 && documentFeed(page.feed),
    h('div', { class: 'row' }, button({ label: t('common.cancel'), onClick: () => page.cancelJob(job) })));
}

function documentFeed(documents) {
  return h('ul', { class: 'feed', 'aria-label': t('stage.latest') }, documents.map((document) =>
    h('li', { key: document.id, class: 'feed-row' },
      badge(document.state), h('span', { class: 'truncate', title: document.name }, document.name),
      document.reason && h('span', { class: 'quiet small feed-reason' }, sayReason(document)))));
}

function unreadable(page, { collection }) {
  const lost = lostJob(collection);
  const failed = lost?.state === 'failed' && say(lost.message, lost.phrase);
  return h('div', { class: 'stack' },
    note('warning', h('p', {}, failed || t('stage.unreadable', { count: collection.documents }))),
    h('div', { class: 'row' }, linkButton({ label: t('stage.seeDocuments'), variant: 'primary', href: link(['documents', collection.name]) })));
}

function goal(page, { collection, dataset }) {
  const { goals } = page;
  const lost = !page.wantsGoal && dataset?.latestVersion === 0 ? lostJob(dataset) : null;
  return h('div', { class: 'stack' },
    h('div', {}, h('h3', {}, t('goal.question')), h('p', { class: 'quiet' }, readSummary(collection), ' ',
      h('a', { href: link(['documents', collection.name]) }, t('stage.seeEach')))),
    lost && buildFailure({ job: lost, options: dataset.options, isBusy: goals.busyRecipe !== null, onAgain: () => goals.build(collection.name, dataset.recipe, dataset.options) }),
    goalCards({ busyRecipe: goals.busyRecipe, onChoose: (recipe) => goals.choose(collection.name, recipe), onAsk: (recipe) => goals.ask(recipe) }));
}

function readSummary({ used, duplicate, skipped, characters }) {
  const parts = [t('stage.used', { count: used, characters: format.compact(characters) })];
  if (duplicate > 0) parts.push(t('stage.duplicate', { count: duplicate }));
  if (skipped > 0) parts.push(t('stage.skipped', { count: skipped }));
  return parts.join(' ');
}

function building(page, { dataset }) {
  return buildProgress({ job: dataset.job, options: dataset.options, onCancel: () => page.cancelJob(dataset.job) });
}

function plan(page, { dataset }) {
  const { decoders: models } = page.app.library;
  if (models.length === 0) return h('div', { class: 'stack' }, h('h3', {}, t('models.none')), modelImport(page));
  return h('div', { class: 'stack' },
    page.editor && planPanel({ editor: page.editor, models, onStart: () => page.tune() }),
    h('div', { class: 'row quiet small stage-links' },
      h('a', { href: link(['datasets', dataset.name]) }, t('stage.seeExamples')),
      h('a', { href: exportAddress(dataset.name), download: true }, t('stage.exportDataset')),
      h('button', { type: 'button', class: 'text-button', onClick: () => page.chooseAnotherGoal() }, t('stage.anotherGoal'))));
}

function tuning(page, { run }) {
  return h('div', { class: 'stack' },
    runProgress(run),
    h('div', { class: 'row' },
      linkButton({ label: t('stage.watch'), icon: 'runs', variant: 'primary', href: link(['runs', run.id]) }),
      button({ label: t('run.cancel'), icon: 'stop', onClick: () => page.cancelRun(run) })));
}

function stopped(page, { run, dataset }) {
  return h('div', { class: 'stack' },
    note(run.state === 'failed' ? 'danger' : 'warning', h('p', {}, run.message || t(`stage.${run.state}`, { step: run.step, steps: run.steps }))),
    h('div', { class: 'row' },
      run.resumable && button({ label: t('run.resume'), icon: 'play', variant: 'primary', testId: 'resume', onClick: () => page.resumeRun(run) }),
      linkButton({ label: t('run.again'), icon: 'again', variant: run.resumable ? 'plain' : 'primary', href: link(['runs', 'new'], { dataset: dataset.name }) }),
      linkButton({ label: t('stage.seeRun'), variant: 'quiet', href: link(['runs', run.id]) })));
}

function done(page, { run, dataset, adapter }) {
  return h('div', { class: 'stack' },
    verdictWords(run),
    h('div', { class: 'row' },
      linkButton({ label: t('run.chat'), icon: 'chat', variant: 'primary', testId: 'chat-with-it', href: link(['chat'], { model: modelName(run.model, run.adapter) }) }),
      adapter && linkButton({ label: t('adapter.export'), icon: 'download', href: bundleAddress(adapter.name, run.adapterVersion), download: true }),
      linkButton({ label: t('stage.seeRun'), variant: 'quiet', href: link(['runs', run.id]) })),
    h('p', { class: 'quiet small' }, rich('stage.onward', {
      again: h('a', { href: link(['runs', 'new'], { dataset: dataset.name }) }, t('run.again')),
      goal: h('button', { type: 'button', class: 'text-button', onClick: () => page.chooseAnotherGoal() }, t('stage.anotherGoal')),
    })));
}
