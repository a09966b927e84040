import { curationFields } from '../../components/curation-fields.js';
import { filterCard } from '../../components/filter-card.js';
import { findingView } from '../../components/finding-view.js';
import { emptyNote, errorNote, loadingNote, note } from '../../components/notes.js';
import { saveBar } from '../../components/save-bar.js';
import { h } from '../../lib/h.js';
import { t } from '../../lib/i18n.js';
import { CurationEditor, FINDINGS_LENGTH } from '../../state/curation-editor.js';
import { Section } from './section.js';
import { WrittenAccount } from './written-account.js';

/** The filters of the curation: what each did, what it took, and the way to undo it. */
export class FiltersSection extends Section {
  #editor;
  #open = new Set();
  #failures = new Map();
  #isApplying = false;
  #written = new WrittenAccount(this.page);

  constructor(page) {
    super(page);
    this.#editor = new CurationEditor(page.name);
    page.listen(window, 'beforeunload', (event) => this.#editor.size > 0 && event.preventDefault());
  }

  open() {
    const { version } = this.page.version;
    if (this.#editor.version !== version) this.#editor.curation = null;
    this.#written.show(version);
    this.#editor.version = version;
    this.read(async () => {
      await this.#editor.load();
      for (const filter of this.#open) this.#loadFindings(filter);
    });
  }

  view() {
    const { curation } = this.#editor;
    if (this.error?.code === 'no_curation') return emptyNote({ icon: 'datasets', title: t('curation.none'), text: t('curation.noneText') });
    if (this.error) return errorNote(this.error, () => this.open());
    if (!curation) return loadingNote();
    return [
      this.#isBlocked && note('warning', h('p', {}, t('curation.blocked'))),
      h('p', { class: 'lead', 'data-testid': 'curation-sum' }, t('curation.sum', { count: curation.raw, kept: curation.kept, left: curation.raw - curation.kept })),
      curation.chunks > 0 && this.#written.view(curation),
      h('ul', { class: 'stack', 'data-testid': 'filters' }, curation.filters.map((filter) => this.#card(filter))),
      this.#editor.size > 0 && !this.#isBlocked && this.#applyBar(),
    ];
  }

  // Edits of rows and changes of filters would each make a version without the other.
  get #isBlocked() { return this.page.edits.size > 0; }

  #card(filter) {
    const editor = this.#editor;
    const { collection } = this.page;
    const canEdit = this.page.canEdit && !this.#isBlocked;
    const change = (work) => { work(); this.page.update(); };
    return filterCard({
      filter, canEdit, isOn: editor.isOn(filter),
      settings: editor.isOn(filter) && curationFields({ filter: filter.name, canEdit, value: (name) => editor.setting(name), onChoose: (name, value) => change(() => editor.choose(name, value)) }),
      findings: { isOpen: this.#open.has(filter.name), page: editor.findings(filter.name), error: this.#failures.get(filter.name), limit: FINDINGS_LENGTH },
      finding: (finding) => findingView({
        finding, collection, isRestored: editor.isRestored(filter.name, finding),
        onRestore: canEdit && editor.isOn(filter) ? (isRestored) => change(() => editor.restore(filter.name, finding, isRestored)) : undefined,
      }),
      onSwitch: (isOn) => change(() => editor.switchFilter(filter, isOn)),
      onOpen: (isOpen) => this.#toggle(filter.name, isOpen),
      onMove: (offset) => this.#loadFindings(filter.name, offset),
    });
  }

  #applyBar() {
    return saveBar({
      label: t('curation.unsaved'), text: t('curation.pending', { count: this.#editor.size }), action: t('curation.apply', { version: this.page.latest + 1 }), testId: 'apply-bar', actionTestId: 'apply-curation',
      isBusy: this.#isApplying, onDiscard: () => { this.#editor.discard(); this.page.update(); }, onSave: () => this.#apply(),
    });
  }

  async #apply() {
    this.#isApplying = true;
    this.page.update();
    await this.page.act(async () => {
      const made = await this.#editor.apply();
      await this.page.madeVersion(made, t('curation.applied', { version: made.version }));
    });
    this.#isApplying = false;
    this.page.update();
  }

  #toggle(filter, isOpen) {
    if (isOpen === this.#open.has(filter)) return;
    if (isOpen) this.#open.add(filter);
    else this.#open.delete(filter);
    this.page.update();
    if (isOpen && !this.#editor.findings(filter)) this.#loadFindings(filter);
  }

  async #loadFindings(filter, offset = 0) {
    try {
      await this.#editor.loadFindings(filter, offset);
      this.#failures.delete(filter);
    } catch (error) {
      this.#failures.set(filter, error);
    }
    if (!this.page.isStopped) this.page.update();
  }
}
