import { importDataset } from '../api/datasets.js';
import { button, fileButton } from '../components/button.js';
import { dialog } from '../components/dialog.js';
import { textField } from '../components/fields.js';
import { emptyNote, errorNote, loadingNote, wordFor } from '../components/notes.js';
import { pageHead } from '../components/page-head.js';
import { progressBar, tag, timeAgo } from '../components/status.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { isActive } from '../lib/journey.js';
import { freeName, isName, slug } from '../lib/names.js';
import { link } from '../lib/route.js';
import { Page } from './page.js';

const ACCEPTED = '.jsonl,.json,.txt,.md,.csv,application/json,text/plain';

/** Datasets: what was made from documents or brought as a file. */
export class DatasetsPage extends Page {
  /** @type {{ file: File, name: string, isBusy: boolean, error: Error | null } | null} */
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
      h('div', { key: 'body' }, !library.isLoaded ? loadingNote() : library.datasets.length === 0
        ? emptyNote({ icon: 'datasets', title: t('datasets.empty'), text: t('datasets.emptyText') })
        : h('ul', { class: 'cards' }, library.datasets.map(card))),
      this.#incoming && this.#importDialog(),
    ];
  }

  #offer(file) {
    const taken = this.app.library.datasets.map((dataset) => dataset.name);
    this.#incoming = { file, name: freeName(slug(file.name.replace(/\.[^.]+$/, ''), 'dataset'), taken), isBusy: false, error: null };
    this.update();
  }

  #importDialog() {
    const incoming = this.#incoming;
    return dialog({
      title: t('datasets.importTitle'), onClose: () => this.#close(), onSubmit: () => this.#import(),
      body: [
        h('p', {}, t('datasets.importText', { file: incoming.file.name })),
        textField({
          id: 'dataset-name', label: t('common.name'), hint: t('common.nameRule'), value: incoming.name, spellcheck: 'false', autocomplete: 'off',
          'aria-invalid': isName(incoming.name) ? undefined : 'true', onInput: (event) => { incoming.name = event.target.value.trim(); this.update(); },
        }),
        incoming.error && errorNote(incoming.error),
      ],
      actions: [
        button({ label: t('common.cancel'), onClick: () => this.#close() }),
        button({ label: t('datasets.import'), variant: 'primary', type: 'submit', isBusy: incoming.isBusy, disabled: !isName(incoming.name), testId: 'import-confirm' }),
      ],
    });
  }

  #close() {
    this.#incoming = null;
    this.update();
  }

  // A bad line is told inside the dialog, where the file is, and not in a note that goes away.
  async #import() {
    const incoming = this.#incoming;
    if (incoming.isBusy || !isName(incoming.name)) return;
    incoming.isBusy = true;
    incoming.error = null;
    this.update();
    try {
      await importDataset(incoming.name, incoming.file);
      this.#incoming = null;
      this.app.navigate(link(['datasets', incoming.name]));
    } catch (error) {
      incoming.error = error;
      incoming.isBusy = false;
    }
    this.update();
  }
}

function card(dataset) {
  const { name, job, recipe, collection, latestVersion, createdAt } = dataset;
  const failed = job?.state === 'failed' ? job.message : null;
  return h('li', { key: name, class: 'card card-link', 'data-testid': 'dataset' },
    h('div', { class: 'row-spread' }, h('h2', { class: 'card-title' }, h('a', { href: link(['datasets', name]) }, name)), h('span', { class: 'small quiet' }, timeAgo(createdAt))),
    h('p', { class: 'row' },
      recipe ? tag(wordFor('recipe', recipe)) : tag(t('datasets.imported')),
      collection && h('span', { class: 'quiet' }, t('datasets.from', { collection })),
      latestVersion > 0 && h('span', { class: 'quiet' }, t('datasets.version', { version: latestVersion }))),
    isActive(job) && progressBar({ ...job, label: t('stage.building') }),
    failed && h('p', { class: 'text-danger small' }, failed));
}
