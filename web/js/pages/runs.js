import { linkButton } from '../components/button.js';
import { emptyNote, loadingNote } from '../components/notes.js';
import { pageHead } from '../components/page-head.js';
import { badge, timeAgo } from '../components/status.js';
import * as format from '../lib/format.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { link } from '../lib/route.js';
import { Page } from './page.js';

/** Runs: every training run with its state and result. */
export class RunsPage extends Page {
  get title() { return t('nav.runs'); }

  start() { this.watch(this.app.library); }

  view() {
    const { library } = this.app;
    const canTune = library.datasets.some((dataset) => dataset.latestVersion > 0);
    return [
      pageHead({
        title: t('nav.runs'), lead: t('runs.lead'),
        actions: canTune ? [linkButton({ label: t('runs.new'), icon: 'plus', variant: 'primary', href: link(['runs', 'new']) })] : [],
      }),
      h('div', { key: 'body' }, !library.isLoaded ? loadingNote() : library.runs.length === 0
        ? emptyNote({ icon: 'runs', title: t('runs.empty'), text: t('runs.emptyText'), actions: [linkButton({ label: t('runs.toHome'), variant: 'primary', href: link([]) })] })
        : table(library.runs)),
    ];
  }
}

function table(runs) {
  return h('table', { class: 'table', 'data-testid': 'runs' },
    h('thead', {}, h('tr', {},
      h('th', { scope: 'col' }, t('column.adapter')), h('th', { scope: 'col' }, t('column.state')), h('th', { scope: 'col' }, t('column.dataset')),
      h('th', { scope: 'col', class: 'number' }, t('column.steps')), h('th', { scope: 'col', class: 'number' }, t('run.heldOut')), h('th', { scope: 'col' }, t('column.started')))),
    h('tbody', {}, runs.map((run) => h('tr', { key: run.id, 'data-testid': 'run' },
      h('th', { scope: 'row', class: 'cell-main' }, h('a', { href: link(['runs', run.id]) }, run.adapter), h('div', { class: 'small quiet' }, run.model)),
      h('td', {}, badge(run.state), run.state === 'failed' && run.message && h('div', { class: 'small quiet cell-reason' }, run.message)),
      h('td', { 'data-label': t('column.dataset') }, h('a', { href: link(['datasets', run.dataset], { version: run.datasetVersion }) }, run.dataset), h('span', { class: 'quiet' }, ` · ${t('datasets.version', { version: run.datasetVersion })}`)),
      h('td', { class: 'number', 'data-label': t('column.steps') }, `${format.count(run.step)} / ${format.count(run.steps)}`),
      h('td', { class: 'number', 'data-label': t('run.heldOut') }, format.lossChange(run.heldOutLossBefore, run.heldOutLossBest) ?? '–'),
      h('td', { 'data-label': t('column.started') }, timeAgo(run.createdAt))))));
}
