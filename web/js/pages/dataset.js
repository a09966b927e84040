import { fetchDataset, listExamples, removeDataset, saveEdits, exportAddress } from '../api/datasets.js';
import { button, linkButton } from '../components/button.js';
import { datasetSummary } from '../components/dataset-summary.js';
import { exampleCard } from '../components/example-card.js';
import { filterChips, searchField, selectField } from '../components/fields.js';
import { emptyNote, errorNote, loadingNote, note } from '../components/notes.js';
import { pageHead } from '../components/page-head.js';
import { pager } from '../components/pager.js';
import { progressBar } from '../components/status.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { isActive } from '../lib/journey.js';
import { PendingEdits } from '../lib/pending-edits.js';
import { link } from '../lib/route.js';
import { joinCalls } from '../lib/throttle.js';
import { Page } from './page.js';

const PAGE_LENGTH = 20;
const SEARCH_PAUSE = 300;

/** A dataset version: what it holds, what was left out, and its rows, which can be edited into a new version. */
export class DatasetPage extends Page {
  #name = this.route.segments[1];
  #versions = null;
  #version = Number(this.route.query.version) || null;
  #filter = { split: '', text: '', offset: 0 };
  #rows = null;
  #edits = new PendingEdits();
  #openRows = new Set();
  #isSaving = false;
  #refresh = joinCalls(() => this.#loadRows(), SEARCH_PAUSE);

  get title() { return this.#name; }

  start() {
    const { library, connection } = this.app;
    this.watch(library);
    this.listen(library, 'dataset', ({ detail }) => detail.name === this.#name && this.#load());
    this.listen(library, 'job', ({ detail }) => detail.subjectId === this.#name && detail.state === 'done' && this.#load());
    this.listen(connection, 'restored', () => this.#load());
    this.listen(window, 'beforeunload', (event) => this.#edits.size > 0 && event.preventDefault());
    this.#load();
  }

  view() {
    const dataset = this.app.library.dataset(this.#name);
    const version = this.#versions?.find((item) => item.version === this.#version);
    return [
      pageHead({ title: this.#name, parents: [{ label: t('nav.datasets'), href: link(['datasets']) }], actions: version ? this.#actions(version) : [] }),
      h('div', { class: 'stack', key: 'body' },
        this.error && errorNote(this.error, () => this.#load()),
        isActive(dataset?.job) && h('div', { class: 'card stack-tight' }, h('p', {}, t('stage.building')), progressBar({ ...dataset.job, label: t('stage.building') })),
        dataset?.job?.state === 'failed' && note('danger', h('p', {}, dataset.job.message ?? t('stage.buildFailed'))),
        version ? this.#body(version, dataset) : !this.error && !isActive(dataset?.job) && this.#nothing()),
      this.#edits.size > 0 && this.#saveBar(),
    ];
  }

  get #latest() { return this.#versions?.reduce((latest, item) => Math.max(latest, item.version), 0) ?? 0; }

  #nothing() {
    return this.#versions === null ? loadingNote() : emptyNote({ icon: 'datasets', title: t('datasets.noVersion'), text: t('datasets.emptyText') });
  }

  #actions({ version }) {
    return [
      linkButton({ label: t('plan.tune'), icon: 'play', variant: 'primary', testId: 'tune-dataset', href: link(['runs', 'new'], { dataset: this.#name }) }),
      linkButton({ label: t('common.export'), icon: 'download', href: exportAddress(this.#name, version), download: true, testId: 'export-dataset' }),
      button({ label: t('common.delete'), icon: 'trash', onClick: () => this.#remove() }),
    ];
  }

  #body(version, dataset) {
    return [
      datasetSummary(version, dataset, this.#versions.length > 1 && selectField({
        id: 'version', label: t('datasets.versionLabel'), value: String(version.version),
        choices: this.#versions.map((item) => ({ value: String(item.version), label: t('datasets.version', { version: item.version }) })),
        onChange: (value) => this.#chooseVersion(Number(value)),
      })),
      this.#version !== this.#latest && note('info', h('p', {}, t('datasets.oldVersion', { version: this.#latest }))),
      h('div', { class: 'toolbar' },
        filterChips({ label: t('datasets.filter'), value: this.#filter.split, choices: splits(version), onChoose: (split) => this.#change({ split }) }),
        searchField({ id: 'example-search', label: t('datasets.search'), value: this.#filter.text, onInput: (text) => this.#change({ text }) })),
      this.#list(),
    ];
  }

  #list() {
    if (this.#rows === null) return loadingNote();
    const { examples, total } = this.#rows;
    if (examples.length === 0) return h('p', { class: 'quiet nothing-found' }, t('common.nothingFound'));
    const canEdit = this.#version === this.#latest;
    return [
      h('ol', { class: 'examples', 'data-testid': 'examples' }, examples.map((row) => exampleCard({
        row: this.#edits.applyTo(row), edit: this.#edits.get(row.id), canEdit, collection: this.app.library.dataset(this.#name)?.collection, isOpen: this.#openRows.has(row.id),
        onOpen: () => { this.#openRows.add(row.id); this.update(); }, onClose: () => this.#close(row.id),
        onChange: (contents) => { this.#edits.change(row, contents); this.#close(row.id); },
        onDrop: () => { this.#edits.drop(row.id); this.#close(row.id); },
        onUndo: () => { this.#edits.undo(row.id); this.update(); },
      }))),
      pager({ offset: this.#filter.offset, limit: PAGE_LENGTH, total, onMove: (offset) => this.#change({ offset }) }),
    ];
  }

  #saveBar() {
    const { changedCount, droppedCount } = this.#edits;
    return h('div', { class: 'save-bar', role: 'region', 'aria-label': t('datasets.unsaved'), key: 'save' },
      h('p', {}, t('datasets.pending', { changed: changedCount, dropped: droppedCount })),
      h('div', { class: 'row' },
        button({ label: t('datasets.discard'), onClick: () => { this.#edits.clear(); this.update(); } }),
        button({ label: t('datasets.save', { version: this.#latest + 1 }), variant: 'primary', isBusy: this.#isSaving, testId: 'save-edits', onClick: () => this.#save() })));
  }

  #close(id) {
    this.#openRows.delete(id);
    this.update();
  }

  #change(change) {
    this.#filter = { ...this.#filter, offset: 0, ...change };
    this.#openRows.clear();
    this.update();
    this.#refresh();
  }

  #chooseVersion(version) {
    this.#version = version;
    this.#edits.clear();
    this.#change({});
  }

  #load() {
    return this.read(async () => {
      const before = this.#latest;
      const { dataset, versions } = await fetchDataset(this.#name);
      this.#versions = [...versions].sort((a, b) => b.version - a.version);
      if (dataset) this.app.library.put('datasets', { ...this.app.library.dataset(this.#name), ...dataset });
      if (this.#version === null || this.#version === before) this.#version = this.#latest || null;
      if (this.#version) await this.#loadRows();
    });
  }

  #loadRows() {
    const filter = this.#filter;
    return this.read(async () => {
      const rows = await listExamples(this.#name, { ...filter, version: this.#version, limit: PAGE_LENGTH });
      if (filter === this.#filter) this.#rows = rows;
    });
  }

  async #save() {
    this.#isSaving = true;
    this.update();
    await this.act(async () => {
      const saved = await saveEdits(this.#name, this.#version, this.#edits.list());
      this.#edits.clear();
      this.#version = saved.version;
      await this.#load();
    }, t('datasets.saved'));
    this.#isSaving = false;
    this.update();
  }

  async #remove() {
    const isSure = await this.app.confirm({ title: t('datasets.deleteTitle', { name: this.#name }), text: t('datasets.deleteText'), action: t('common.delete') });
    if (!isSure || !(await this.act(() => removeDataset(this.#name), t('common.deleted', { name: this.#name })))) return;
    this.#edits.clear();
    this.app.library.drop('datasets', this.#name);
    this.app.navigate(link(['datasets']));
  }
}

function splits({ trainCount, heldOutCount, recallCount }) {
  const counts = [['', trainCount + heldOutCount + recallCount], ['train', trainCount], ['heldOut', heldOutCount], ['recall', recallCount]];
  return counts.map(([value, count]) => ({ value, count, label: t(value ? `split.${value}` : 'filter.all') }));
}
