import { selectField } from '../components/fields.js';
import { modelImport } from '../components/model-import.js';
import { emptyNote, loadingNote } from '../components/notes.js';
import { pageHead } from '../components/page-head.js';
import { planPanel } from '../components/plan-panel.js';
import { linkButton } from '../components/button.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { link } from '../lib/route.js';
import { PlanEditor } from '../state/plan-editor.js';
import { Page } from './page.js';

/** Tune: choose a dataset, see the plan, start. */
export class NewRunPage extends Page {
  #editor = null;

  get title() { return t('runs.new'); }

  start() {
    this.watch(this.app.library);
    this.listen(this.app.library, 'change', () => this.#prepare());
    this.#prepare();
  }

  stop() {
    super.stop();
    this.#editor?.stop();
  }

  view() {
    const { library } = this.app;
    return [
      pageHead({ title: t('runs.new'), lead: t('runs.newLead'), parents: [{ label: t('nav.runs'), href: link(['runs']) }] }),
      !library.isLoaded ? loadingNote() : this.#body(library),
    ];
  }

  get #datasets() { return this.app.library.datasets.filter((dataset) => dataset.latestVersion > 0); }

  #body({ decoders: models }) {
    if (models.length === 0) return h('div', { class: 'card stack', key: 'body' }, h('h2', {}, t('models.none')), modelImport(this));
    if (!this.#editor) {
      return emptyNote({ icon: 'datasets', title: t('datasets.empty'), text: t('datasets.emptyText'), actions: [linkButton({ label: t('runs.toHome'), variant: 'primary', href: link([]) })] });
    }
    return h('div', { class: 'card stack', key: 'body' },
      selectField({
        id: 'run-dataset', label: t('column.dataset'), value: this.#editor.dataset,
        choices: this.#datasets.map(({ name, latestVersion }) => ({ value: name, label: `${name} · ${t('datasets.version', { version: latestVersion })}` })),
        onChange: (name) => this.#choose(name),
      }),
      planPanel({ editor: this.#editor, models, onStart: () => this.#start() }));
  }

  #prepare() {
    if (this.#editor || this.app.library.decoders.length === 0) return;
    const wanted = this.#datasets.find(({ name }) => name === this.route.query.dataset) ?? this.#datasets[0];
    if (wanted) this.#choose(wanted.name);
  }

  #choose(name) {
    this.#editor?.stop();
    const [model] = this.app.library.decoders;
    this.#editor = new PlanEditor({ dataset: name, version: this.app.library.dataset(name).latestVersion, model: model.name, adapter: name });
    this.watch(this.#editor);
    this.#editor.refresh();
  }

  async #start() {
    const run = await this.#editor.start();
    if (!run) return;
    this.app.library.put('runs', run);
    this.app.navigate(link(['runs', run.id]));
  }
}
