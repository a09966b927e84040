import { fileButton } from '../components/button.js';
import { dropZone } from '../components/drop-zone.js';
import { importDialog } from '../components/import-dialog.js';
import { emptyNote, loadingNote, wordFor } from '../components/notes.js';
import { pageHead } from '../components/page-head.js';
import { progressBar, tag, timeAgo } from '../components/status.js';
import { lostJob } from '../lib/builds.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { isActive } from '../lib/journey.js';
import { say } from '../lib/phrases.js';
import { link } from '../lib/route.js';
import { DatasetImport } from '../state/dataset-import.js';
import { Page } from './page.js';

const ACCEPTED = '.jsonl,.json,.txt,.md,.csv,.tsv,application/json,text/plain,text/csv,text/tab-separated-values';

/** Datasets: what was made from documents or brought as a file. */
export class DatasetsPage extends Page {
  /** @type {DatasetImport | null} */
  #incoming = null;

  get title() { return t('nav.datasets'); }

  start() { this.watch(this.app.library); }

  view() {
    const { library } = this.app;
    return [
      pageHead({
        title: t('nav.datasets'), lead: t('datasets.lead'),
        actions: [fileButton({ label: t('datasets.import'), icon: 'upload', accept: ACCEPTED, testId: 'import-dataset', onFiles: ([file]) => this.#offer(file) })],
      }),
      h('div', { class: 'stack-loose', key: 'body' }, !library.isLoaded ? loadingNote() : library.datasets.length === 0
        ? emptyNote({ icon: 'datasets', title: t('datasets.empty'), text: t('datasets.emptyText') })
        : h('ul', { class: 'cards' }, library.datasets.map(card)),
      library.isLoaded && dropZone({ isCompact: true, isSingle: true, accept: ACCEPTED, title: t('datasets.drop'), hint: t('datasets.dropHint'), onFiles: (found) => this.#take(found) })),
      this.#incoming && importDialog({ incoming: this.#incoming, onClose: () => this.#close(), onImport: () => this.#import(), onChange: (change) => { change(); this.update(); } }),
    ];
  }

  #take({ items }) {
    if (items.length === 0) return this.app.notify(t('drop.empty'), 'error');
    if (items.length > 1) return this.app.notify(t('datasets.dropOne'), 'error');
    return this.#offer(items[0].file);
  }

  #offer(file) {
    const incoming = new DatasetImport(file, this.app.library.datasets.map((dataset) => dataset.name));
    this.#incoming = incoming;
    incoming.look().then(() => this.#incoming === incoming && this.update());
    this.update();
  }

  #close() {
    this.#incoming = null;
    this.update();
  }

  async #import() {
    const incoming = this.#incoming;
    const work = incoming.send();
    this.update();
    if ((await work) && !(incoming.result.skippedCount > 0)) {
      this.#incoming = null;
      this.app.navigate(link(['datasets', incoming.name]));
    }
    this.update();
  }
}

function card(dataset) {
  const { name, job, recipe, collection, latestVersion, createdAt } = dataset;
  const lost = lostJob(dataset);
  return h('li', { key: name, class: 'card card-link', 'data-testid': 'dataset' },
    h('div', { class: 'row-spread' }, h('h2', { class: 'card-title' }, h('a', { href: link(['datasets', name]) }, name)), h('span', { class: 'small quiet' }, timeAgo(createdAt))),
    h('p', { class: 'row' },
      recipe ? tag(wordFor('recipe', recipe)) : tag(t('datasets.imported')),
      collection && h('span', { class: 'quiet' }, t('datasets.from', { collection })),
      latestVersion > 0 ? h('span', { class: 'quiet' }, t('datasets.version', { version: latestVersion })) : !isActive(job) && h('span', { class: 'quiet' }, t('datasets.noVersionYet'))),
    isActive(job) && progressBar({ ...job, label: t('stage.building') }),
    lost && h('p', { class: lost.state === 'failed' ? 'text-danger small' : 'quiet small' }, lost.state === 'cancelled' ? t('stage.buildCancelled') : say(lost.message, lost.phrase) ?? t('stage.buildFailed')));
}
