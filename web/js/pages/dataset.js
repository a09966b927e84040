import { fetchDataset, removeDataset, revertTo, saveEdits } from '../api/datasets.js';
import { button, iconButton, linkButton } from '../components/button.js';
import { datasetSummary } from '../components/dataset-summary.js';
import { exportDialog } from '../components/export-dialog.js';
import { selectField } from '../components/fields.js';
import { emptyNote, errorNote, loadingNote, note } from '../components/notes.js';
import { pageHead } from '../components/page-head.js';
import { sectionTabs } from '../components/section-tabs.js';
import { progressBar } from '../components/status.js';
import { announce } from '../dom/announce.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { isActive } from '../lib/journey.js';
import { PendingEdits } from '../lib/pending-edits.js';
import { link } from '../lib/route.js';
import { ModelView } from '../state/model-view.js';
import { RowList } from '../state/row-list.js';
import { FiltersSection } from './dataset/filters.js';
import { ReviewSection } from './dataset/review.js';
import { RowsSection } from './dataset/rows.js';
import { VersionsSection } from './dataset/versions.js';
import { Page } from './page.js';

const SECTIONS = { rows: RowsSection, review: ReviewSection, filters: FiltersSection, versions: VersionsSection };

/** A dataset: the version that is shown, what all its sections share, and the making of new versions. */
export class DatasetPage extends Page {
  name = this.route.segments[1];
  /** @type {object[] | null} Newest first. */
  versions = null;
  edits = new PendingEdits();
  rows = new RowList(this.name);
  modelView = new ModelView(this.name);
  #version = Number(this.route.query.version) || null;
  #sections = new Map();
  #isSaving = false;
  #isExporting = false;
  /** @type {{ text: string, from: number, to: number } | null} The version that was just made, and the one before it. */
  #lastChange = null;

  get title() { return this.name; }
  get latest() { return this.versions?.reduce((latest, item) => Math.max(latest, item.version), 0) ?? 0; }
  get version() { return this.versions?.find((item) => item.version === this.#version); }
  /** Only the newest version can be changed. */
  get canEdit() { return this.#version === this.latest; }
  get collection() { return this.app.library.dataset(this.name)?.collection; }

  start() {
    const { library, connection } = this.app;
    this.watch(library);
    this.listen(library, 'change', () => this.#chooseFirstModel());
    this.listen(library, 'dataset', ({ detail }) => detail.name === this.name && this.#load());
    this.listen(library, 'job', ({ detail }) => detail.subjectId === this.name && detail.state === 'done' && this.#load());
    this.listen(connection, 'restored', () => this.#load());
    this.listen(window, 'beforeunload', (event) => this.edits.size > 0 && event.preventDefault());
    this.#chooseFirstModel();
    this.#load();
  }

  changeQuery(query) {
    super.changeQuery(query);
    if (this.version) this.#section.open(true);
  }

  view() {
    const dataset = this.app.library.dataset(this.name);
    const { version } = this;
    return [
      pageHead({ title: this.name, parents: [{ label: t('nav.datasets'), href: link(['datasets']) }], actions: version ? this.#actions() : [] }),
      h('div', { class: 'stack', key: 'body' },
        this.error && errorNote(this.error, () => this.#load()),
        isActive(dataset?.job) && h('div', { class: 'card stack-tight' }, h('p', {}, t('stage.building')), progressBar({ ...dataset.job, label: t('stage.building') })),
        dataset?.job?.state === 'failed' && note('danger', h('p', {}, dataset.job.message ?? t('stage.buildFailed'))),
        this.#lastChange && this.#undoNote(),
        version ? this.#body(version, dataset) : !this.error && !isActive(dataset?.job) && this.#nothing()),
      this.edits.size > 0 && this.#saveBar(),
      this.#isExporting && exportDialog({ name: this.name, version: version.version, onClose: () => this.#showExport(false) }),
    ];
  }

  /** Shows another version. */
  async show(number) {
    if (!(await this.#mayDropEdits())) return;
    this.#version = number;
    this.edits.clear();
    this.rows.choose({});
    this.#opened(true);
  }

  /** A new version was made out of the one that is shown: it is shown now, and the way back is offered. */
  async madeVersion(made, text) {
    this.#lastChange = { text, from: made.version, to: this.#version };
    this.edits.clear();
    this.#version = made.version;
    announce(text);
    await this.#load();
  }

  /** Makes a new version with the rows of an earlier one. */
  async revert(to) {
    if (!(await this.#mayDropEdits())) return;
    this.#isSaving = true;
    this.update();
    await this.act(async () => this.madeVersion(await revertTo(this.name, this.latest, to), t('versions.reverted', { version: to })));
    this.#isSaving = false;
    this.update();
  }

  get isSaving() { return this.#isSaving; }

  get #sectionName() { return this.route.query.view in SECTIONS ? this.route.query.view : 'rows'; }

  get #section() {
    const name = this.#sectionName;
    if (!this.#sections.has(name)) this.#sections.set(name, new SECTIONS[name](this));
    return this.#sections.get(name);
  }

  #nothing() {
    return this.versions === null ? loadingNote() : emptyNote({ icon: 'datasets', title: t('datasets.noVersion'), text: t('datasets.emptyText') });
  }

  #actions() {
    return [
      linkButton({ label: t('plan.tune'), icon: 'play', variant: 'primary', testId: 'tune-dataset', href: link(['runs', 'new'], { dataset: this.name }) }),
      button({ label: t('common.export'), icon: 'download', testId: 'export-dataset', onClick: () => this.#showExport(true) }),
      button({ label: t('common.delete'), icon: 'trash', onClick: () => this.#remove() }),
    ];
  }

  #body(version, dataset) {
    return [
      datasetSummary(version, dataset, this.versions.length > 1 && selectField({
        id: 'version', label: t('datasets.versionLabel'), value: String(version.version),
        choices: this.versions.map((item) => ({ value: String(item.version), label: t('datasets.version', { version: item.version }) })),
        onChange: (value) => this.show(Number(value)),
      })),
      sectionTabs({
        label: t('datasets.sections'), current: this.#sectionName,
        sections: Object.keys(SECTIONS).map((name) => ({ name, label: t(`section.${name}`), href: link(['datasets', this.name], { view: name === 'rows' ? '' : name }) })),
      }),
      !this.canEdit && note('info', h('p', {}, t('datasets.oldVersion', { version: this.latest }))),
      h('div', { class: 'stack', key: this.#sectionName }, this.#section.view(version)),
    ];
  }

  #undoNote() {
    const { text, to } = this.#lastChange;
    return h('div', { class: 'note undo-note', 'data-testid': 'undo-note' }, h('p', { class: 'grow' }, text),
      button({ label: t('common.undo'), icon: 'again', testId: 'undo-version', isBusy: this.#isSaving, 'aria-label': t('versions.undo', { version: to }), onClick: () => this.revert(to) }),
      iconButton({ label: t('common.close'), icon: 'close', onClick: () => { this.#lastChange = null; this.update(); } }));
  }

  #saveBar() {
    const { changedCount, droppedCount } = this.edits;
    return h('div', { class: 'save-bar', role: 'region', 'aria-label': t('datasets.unsaved'), key: 'save' },
      h('p', {}, t('datasets.pending', { changed: changedCount, dropped: droppedCount })),
      h('div', { class: 'row' },
        button({ label: t('datasets.discard'), onClick: () => { this.edits.clear(); this.update(); } }),
        button({ label: t('datasets.save', { version: this.latest + 1 }), variant: 'primary', isBusy: this.#isSaving, testId: 'save-edits', onClick: () => this.#save() })));
  }

  #showExport(isShown) {
    this.#isExporting = isShown;
    this.update();
  }

  async #mayDropEdits() {
    const { size } = this.edits;
    if (size === 0) return true;
    const isSure = await this.app.confirm({ title: t('datasets.discardTitle', { count: size }), text: t('datasets.discardText'), action: t('datasets.discard') });
    // A choice that was not followed shows again what is so.
    if (!isSure) this.update();
    return isSure;
  }

  // The reader may choose another; until then it is the model that tuning would begin with.
  #chooseFirstModel() {
    this.modelView.model ??= this.app.library.decoders[0]?.name ?? null;
  }

  #load() {
    return this.read(async () => {
      const before = this.latest;
      const { dataset, versions } = await fetchDataset(this.name);
      this.versions = [...versions].sort((a, b) => b.version - a.version);
      if (dataset) this.app.library.put('datasets', { ...this.app.library.dataset(this.name), ...dataset });
      if (this.#version === null || this.#version === before) this.#version = this.latest || null;
      if (this.#version) this.#opened(this.rows.version !== this.#version);
    });
  }

  #opened(isNew) {
    this.rows.version = this.#version;
    this.modelView.version = this.#version;
    this.#section.open(isNew);
    this.update();
  }

  async #save() {
    this.#isSaving = true;
    this.update();
    await this.act(async () => {
      const saved = await saveEdits(this.name, this.#version, this.edits.list());
      await this.madeVersion(saved, t('datasets.savedAs', { version: saved.version }));
    });
    this.#isSaving = false;
    this.update();
  }

  async #remove() {
    const isSure = await this.app.confirm({ title: t('datasets.deleteTitle', { name: this.name }), text: t('datasets.deleteText'), action: t('common.delete') });
    if (!isSure || !(await this.act(() => removeDataset(this.name), t('common.deleted', { name: this.name })))) return;
    this.edits.clear();
    this.app.library.drop('datasets', this.name);
    this.app.navigate(link(['datasets']));
  }
}
