import { importBundle, promote, removeAdapter } from '../api/adapters.js';
import { removeModel } from '../api/models.js';
import { adapterCard } from '../components/adapter-card.js';
import { button, fileButton, iconButton } from '../components/button.js';
import { selectField } from '../components/fields.js';
import { modelImport } from '../components/model-import.js';
import { emptyNote, errorNote, loadingNote } from '../components/notes.js';
import { pageHead } from '../components/page-head.js';
import { facts, timeAgo } from '../components/status.js';
import * as format from '../lib/format.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { Page } from './page.js';

/** Adapters: what was tuned, version by version, and the base models they belong to. */
export class AdaptersPage extends Page {
  #importError = null;
  #isImporting = false;
  /** The file of an adapter that does not say what it fits, and the model that is chosen for it. */
  #unplaced = null;

  get title() { return t('nav.adapters'); }

  start() { this.watch(this.app.library); }

  view() {
    const { library } = this.app;
    return [
      pageHead({
        title: t('nav.adapters'), lead: t('adapters.lead'),
        actions: [fileButton({ label: t('adapters.import'), icon: 'upload', accept: '.zip,application/zip', testId: 'import-bundle', onFiles: ([file]) => this.#import(file) })],
      }),
      h('div', { class: 'stack-loose', key: 'body' },
        this.#isImporting && loadingNote(t('adapters.importing')),
        this.#importError && errorNote(this.#importError),
        this.#unplaced && this.#modelChoice(this.#unplaced, library),
        !library.isLoaded ? loadingNote() : [this.#adapters(library), this.#models(library)]),
    ];
  }

  #adapters({ adapters }) {
    if (adapters.length === 0) return emptyNote({ icon: 'adapters', title: t('adapters.empty'), text: t('adapters.emptyText') });
    return h('ul', { class: 'stack', key: 'adapters' }, adapters.map((adapter) => adapterCard({
      adapter, onPromote: (version) => this.#promote(adapter, version), onRemove: () => this.#remove(adapter),
    })));
  }

  #models({ models }) {
    return h('section', { class: 'stack', key: 'models', 'aria-labelledby': 'models-title' },
      h('h2', { id: 'models-title' }, t('models.title')),
      models.length === 0 ? h('p', { class: 'quiet' }, t('models.none')) : h('ul', { class: 'stack' }, models.map((model) => this.#model(model))),
      h('details', { class: 'disclosure card' }, h('summary', {}, t('models.add')), modelImport(this)));
  }

  #model(model) {
    return h('li', { key: model.name, class: 'card', 'data-testid': 'model' },
      h('div', { class: 'row-spread' }, h('h3', { class: 'card-title' }, model.name), iconButton({ label: t('models.delete', { name: model.name }), icon: 'trash', onClick: () => this.#removeModel(model) })),
      facts([
        [t('models.parameters'), format.compact(model.parameters)], [t('models.quantization'), model.quantization], [t('column.size'), format.bytes(model.sizeBytes)],
        [t('models.context'), t('models.contextTokens', { count: model.contextLength })], [t('models.architecture'), model.architecture],
        [t('common.added'), timeAgo(model.importedAt)], [t('common.digest'), h('code', { title: model.digest }, format.shortDigest(model.digest))],
      ]));
  }

  #modelChoice(unplaced, { decoders }) {
    const onSubmit = (event) => {
      event.preventDefault();
      this.#import(unplaced.file, unplaced.model);
    };
    return h('form', { class: 'card stack', key: 'unplaced', 'data-testid': 'unplaced-adapter', onSubmit },
      h('p', {}, t('adapters.unplaced')),
      selectField({
        id: 'adapter-model', label: t('adapters.fits', { file: unplaced.file.name }), value: unplaced.model, testId: 'adapter-model',
        choices: decoders.map(({ name }) => ({ value: name, label: name })), onChange: (model) => { unplaced.model = model; },
      }),
      h('div', { class: 'row' },
        button({ label: t('adapters.importOn'), type: 'submit', variant: 'primary' }),
        button({ label: t('common.cancel'), onClick: () => { this.#unplaced = null; this.update(); } })));
  }

  // The reason of a refused bundle stays on the page: it is long, and the user needs it to find the right base.
  async #import(file, model) {
    this.#isImporting = true;
    this.#importError = this.#unplaced = null;
    this.update();
    try {
      const adapter = await importBundle(file, model);
      this.app.library.put('adapters', adapter);
      this.app.notify(t('adapters.imported', { name: adapter.name }));
    } catch (error) {
      const [first] = this.app.library.decoders;
      if (error.code === 'base_model_unknown' && first) this.#unplaced = { file, model: first.name };
      else this.#importError = error;
    }
    this.#isImporting = false;
    this.update();
  }

  #promote(adapter, version) {
    return this.act(async () => {
      await promote(adapter.name, version);
      this.app.library.put('adapters', { ...adapter, promotedVersion: version });
    }, t('adapters.promoted', { name: adapter.name, version }));
  }

  async #remove({ name, versions }) {
    const isSure = await this.app.confirm({ title: t('adapters.deleteTitle', { name }), text: t('adapters.deleteText', { count: versions.length }), action: t('common.delete') });
    if (isSure && (await this.act(() => removeAdapter(name), t('common.deleted', { name })))) this.app.library.drop('adapters', name);
  }

  async #removeModel({ name }) {
    const isSure = await this.app.confirm({ title: t('models.deleteTitle', { name }), text: t('models.deleteText'), action: t('common.delete') });
    if (isSure && (await this.act(() => removeModel(name), t('common.deleted', { name })))) this.app.library.drop('models', name);
  }
}
