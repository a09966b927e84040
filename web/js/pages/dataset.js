import { removeDataset } from '../api/datasets.js';
import { exportDialog } from '../components/export-dialog.js';
import { announce } from '../dom/announce.js';
import { t } from '../lib/i18n.js';
import { link } from '../lib/route.js';
import { DatasetVersions } from '../state/dataset-versions.js';
import { ModelView } from '../state/model-view.js';
import { RowList } from '../state/row-list.js';
import { FiltersSection } from './dataset/filters.js';
import { datasetBody, datasetHead, editsBar } from './dataset/frame.js';
import { ReviewSection } from './dataset/review.js';
import { RowsSection } from './dataset/rows.js';
import { VersionsSection } from './dataset/versions.js';
import { GoalChoice } from './goal-choice.js';
import { Page } from './page.js';

const SECTIONS = { rows: RowsSection, review: ReviewSection, filters: FiltersSection, versions: VersionsSection };

/** A dataset: the version that is shown, what all its sections share, and the making of new versions. */
export class DatasetPage extends Page {
  name = this.route.segments[1];
  versions = new DatasetVersions(this.name, Number(this.route.query.version) || null);
  rows = new RowList(this.name);
  modelView = new ModelView(this.name);
  goals = new GoalChoice(this, () => {});
  #sections = new Map();
  #isExporting = false;

  get title() { return this.name; }
  get dataset() { return this.app.library.dataset(this.name); }
  get collection() { return this.dataset?.collection; }
  get latest() { return this.versions.latest; }
  get version() { return this.versions.current; }
  get canEdit() { return this.versions.canEdit; }
  get edits() { return this.versions.edits; }
  get isSaving() { return this.versions.isSaving; }
  get sectionNames() { return Object.keys(SECTIONS); }
  get sectionName() { return this.route.query.view in SECTIONS ? this.route.query.view : 'rows'; }

  /** The section that is shown. */
  get section() {
    const name = this.sectionName;
    if (!this.#sections.has(name)) this.#sections.set(name, new SECTIONS[name](this));
    return this.#sections.get(name);
  }

  start() {
    const { library, connection } = this.app;
    this.watch(library);
    this.listen(library, 'change', () => this.#chooseFirstModel());
    this.listen(library, 'dataset', ({ detail }) => detail.name === this.name && this.load());
    this.listen(library, 'job', ({ detail }) => detail.subjectId === this.name && detail.state === 'done' && this.load());
    this.listen(connection, 'restored', () => this.load());
    this.listen(window, 'beforeunload', (event) => this.edits.size > 0 && event.preventDefault());
    this.#chooseFirstModel();
    this.load();
  }

  changeQuery(query) {
    super.changeQuery(query);
    if (this.version) this.section.open(true);
  }

  view() {
    return [
      datasetHead(this, { onExport: () => this.#showExport(true), onRemove: () => this.#remove() }),
      datasetBody(this),
      this.edits.size > 0 && editsBar(this, () => this.#save()),
      this.#isExporting && exportDialog({ name: this.name, version: this.version.version, onClose: () => this.#showExport(false) }),
    ];
  }

  /** Shows another version. */
  async show(number) {
    if (!(await this.#mayDropEdits())) return;
    this.versions.choose(number);
    this.rows.choose({});
    this.#opened(true);
  }

  /** A new version was made out of the one that is shown: it is shown now, and the way back is offered. */
  async madeVersion(made, text) {
    this.versions.take(made, text);
    announce(text);
    await this.load();
  }

  /** Makes a new version with the rows of an earlier one. */
  async revert(to) {
    if (!(await this.#mayDropEdits())) return;
    const work = this.act(async () => this.madeVersion(await this.versions.revert(to), t('versions.reverted', { version: to })));
    this.update();
    await work;
  }

  /** Reads the versions anew, and what the section shows. */
  load() {
    return this.read(async () => {
      const dataset = await this.versions.load();
      if (dataset) this.app.library.put('datasets', { ...this.dataset, ...dataset });
      if (this.versions.number) this.#opened(this.rows.version !== this.versions.number);
    });
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

  #opened(isNew) {
    const { number } = this.versions;
    this.rows.version = number;
    this.modelView.version = number;
    this.section.open(isNew);
    this.update();
  }

  async #save() {
    const work = this.act(async () => {
      const saved = await this.versions.save();
      await this.madeVersion(saved, t('datasets.savedAs', { version: saved.version }));
    });
    this.update();
    await work;
  }

  async #remove() {
    const isSure = await this.app.confirm({ title: t('datasets.deleteTitle', { name: this.name }), text: t('datasets.deleteText'), action: t('common.delete') });
    if (!isSure || !(await this.act(() => removeDataset(this.name), t('common.deleted', { name: this.name })))) return;
    this.edits.clear();
    this.app.library.drop('datasets', this.name);
    this.app.navigate(link(['datasets']));
  }
}
