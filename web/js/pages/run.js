import { bundleAddress } from '../api/adapters.js';
import { fetchDataset } from '../api/datasets.js';
import { cancelRun, fetchRun, removeRun, resumeRun } from '../api/runs.js';
import { button, linkButton } from '../components/button.js';
import '../components/loss-chart.js';
import { errorNote, loadingNote, note } from '../components/notes.js';
import { pageHead } from '../components/page-head.js';
import { lossTable, sampleList } from '../components/run-details.js';
import { runFigures, runProgress } from '../components/run-progress.js';
import { settingsTable } from '../components/settings-table.js';
import { badge, timeAgo } from '../components/status.js';
import { verdictWords } from '../components/verdict-words.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { isActive } from '../lib/journey.js';
import { modelName } from '../lib/model-name.js';
import { link } from '../lib/route.js';
import { RunMetrics } from '../state/run-metrics.js';
import { Page } from './page.js';

/** A run, live: how far, how well, sample answers; what was learned when it is finished. */
export class RunPage extends Page {
  #id = this.route.segments[1];
  #metrics = new RunMetrics(this.#id, this.app.library);
  #heldOutCount;
  #isBusy = false;

  get title() { return this.#run ? `${this.#run.adapter} · ${t('nav.runs')}` : t('nav.runs'); }
  get #run() { return this.app.library.run(this.#id); }

  start() {
    const { library, connection } = this.app;
    this.watch(library);
    this.watch(this.#metrics);
    // The first connection of a fresh page is no loss: the figures are being read then anyway.
    this.listen(connection, 'restored', () => this.#metrics.values && this.#metrics.reload());
    this.listen(library, 'run', ({ detail }) => detail.id === this.#id && !isActive(detail) && this.#metrics.reload());
    this.#metrics.start();
    this.#load();
  }

  stop() {
    super.stop();
    this.#metrics.stop();
  }

  view() {
    const run = this.#run;
    const parents = [{ label: t('nav.runs'), href: link(['runs']) }];
    if (!run) return [pageHead({ title: t('nav.runs'), parents }), this.error ? errorNote(this.error, () => this.#load()) : loadingNote()];
    return [
      pageHead({ title: run.adapter, parents, lead: this.#lead(run), actions: this.#actions(run) }),
      h('div', { class: 'stack', key: 'body', 'data-testid': 'run', 'data-state': run.state },
        this.#status(run),
        h('div', { class: 'run-layout' },
          h('div', { class: 'stack' }, this.#chart(run), this.#samples(run)),
          h('aside', { class: 'stack' }, this.#figures(run), this.#settings(run)))),
    ];
  }

  #lead(run) {
    return h('span', { class: 'row' }, badge(run.state), h('span', {}, run.model),
      h('a', { href: link(['datasets', run.dataset], { version: run.datasetVersion }) }, run.dataset), h('span', {}, t('datasets.version', { version: run.datasetVersion })), timeAgo(run.createdAt));
  }

  #actions(run) {
    if (isActive(run)) return [button({ label: t('run.cancel'), icon: 'stop', testId: 'cancel-run', isBusy: this.#isBusy, onClick: () => this.#cancel(run) })];
    return [
      run.state === 'finished' && linkButton({ label: t('run.chat'), icon: 'chat', variant: 'primary', testId: 'chat-with-it', href: link(['chat'], { model: modelName(run.model, run.adapter, this.#explicitVersion(run)) }) }),
      run.adapterVersion !== undefined && linkButton({ label: t('adapter.export'), icon: 'download', testId: 'export-bundle', href: bundleAddress(run.adapter, run.adapterVersion), download: true }),
      run.resumable && button({ label: t('run.resume'), icon: 'play', variant: 'primary', testId: 'resume', isBusy: this.#isBusy, onClick: () => this.#resume(run) }),
      linkButton({ label: t('run.again'), icon: 'again', href: link(['runs', 'new'], { dataset: run.dataset }) }),
      button({ label: t('common.delete'), icon: 'trash', onClick: () => this.#remove(run) }),
    ];
  }

  // The adapter's name means its promoted version, which may be another one than this run made.
  #explicitVersion(run) {
    const promoted = this.app.library.adapter(run.adapter)?.promotedVersion;
    return promoted === run.adapterVersion ? undefined : run.adapterVersion;
  }

  #status(run) {
    if (isActive(run)) return h('section', { class: 'card' }, runProgress(run));
    if (run.state === 'finished') return h('section', { class: 'card' }, verdictWords(run, this.#heldOutCount));
    const text = run.message || t(`stage.${run.state}`, { step: run.step, steps: run.steps });
    return note(run.state === 'failed' ? 'danger' : 'warning', h('p', {}, text), run.resumable && h('p', { class: 'quiet' }, t('run.canResume')));
  }

  #chart(run) {
    const { values, error } = this.#metrics;
    return h('section', { class: 'card stack', 'aria-labelledby': 'chart-title' },
      h('h2', { id: 'chart-title' }, t('run.chart')),
      error && errorNote(error, () => this.#metrics.reload()),
      values === null ? !error && loadingNote() : [
        h('loss-chart', { '.steps': run.steps, '.metrics': values, '.labels': { step: t('chart.step'), loss: t('chart.loss'), trend: t('chart.trend'), heldOut: t('chart.heldOut'), recall: t('chart.recall') }, 'data-points': values.steps.length, 'aria-hidden': 'true' }),
        values.steps.length === 0 && h('p', { class: 'quiet' }, t('run.noSteps')),
        lossTable(values),
      ]);
  }

  #samples(run) {
    const samples = this.#metrics.values?.samples ?? [];
    return h('section', { class: 'card stack', 'aria-labelledby': 'samples-title' },
      h('h2', { id: 'samples-title' }, t('run.samples')),
      samples.length === 0 ? h('p', { class: 'quiet' }, t(isActive(run) ? 'run.samplesSoon' : 'run.noSamples')) : sampleList(samples));
  }

  #figures(run) {
    return h('section', { class: 'card' }, h('h2', {}, t('run.figures')), runFigures(run));
  }

  #settings(run) {
    return h('section', { class: 'card' }, h('details', { class: 'disclosure' }, h('summary', {}, t('run.settings')), settingsTable(run.settings)));
  }

  #load() {
    return this.read(async () => {
      const run = await fetchRun(this.#id);
      this.app.library.put('runs', { ...this.#run, ...run });
      if (this.#heldOutCount === undefined) this.#loadHeldOutCount(run);
    });
  }

  // Only needed to say how rough the measure is: without it the verdict just says less.
  async #loadHeldOutCount({ dataset, datasetVersion }) {
    const answer = await fetchDataset(dataset).catch(() => null);
    this.#heldOutCount = answer?.versions.find((item) => item.version === datasetVersion)?.heldOutCount;
    this.update();
  }

  async #cancel(run) {
    const isSure = await this.app.confirm({ title: t('run.cancelTitle'), text: t('run.cancelText'), action: t('run.cancel') });
    if (isSure) await this.#change(() => cancelRun(run.id));
  }

  #resume(run) { return this.#change(() => resumeRun(run.id)); }

  async #change(call) {
    this.#isBusy = true;
    this.update();
    await this.act(async () => {
      const run = await call();
      if (run?.id) this.app.library.put('runs', run);
      else await this.#load();
    });
    this.#isBusy = false;
    this.update();
  }

  async #remove(run) {
    const isSure = await this.app.confirm({ title: t('run.deleteTitle'), text: t('run.deleteText'), action: t('common.delete') });
    if (!isSure || !(await this.act(() => removeRun(run.id), t('run.deleted')))) return;
    this.app.library.drop('runs', run.id);
    this.app.navigate(link(['runs']));
  }
}
