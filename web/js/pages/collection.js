import { removeCollection } from '../api/collections.js';
import { listDocuments } from '../api/documents.js';
import { button } from '../components/button.js';
import { dialog } from '../components/dialog.js';
import { documentTable } from '../components/document-table.js';
import { dropZone } from '../components/drop-zone.js';
import { filterChips, searchField } from '../components/fields.js';
import { goalCards } from '../components/goal-cards.js';
import { emptyNote, errorNote, loadingNote } from '../components/notes.js';
import { pageHead } from '../components/page-head.js';
import { pager } from '../components/pager.js';
import { progressBar } from '../components/status.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { isActive } from '../lib/journey.js';
import { link } from '../lib/route.js';
import { joinCalls } from '../lib/throttle.js';
import { outcomeBar, outcomeWords } from './documents.js';
import { GoalChoice } from './goal-choice.js';
import { Page } from './page.js';

const PAGE_LENGTH = 50;
/** Pause between two readings of the list while files are being read, in milliseconds. */
const REFRESH_PAUSE = 400;

/** A collection: every file with its outcome and the reason. */
export class CollectionPage extends Page {
  #name = this.route.segments[1];
  #filter = { state: this.route.query.state ?? '', text: '', offset: 0 };
  #list = null;
  #isChoosingGoal = false;
  #goals = new GoalChoice(this, (dataset) => this.app.navigate(link(['datasets', dataset.name])));
  #refresh = joinCalls(() => this.#load(), REFRESH_PAUSE);

  get title() { return this.#name; }

  start() {
    const { library, connection } = this.app;
    this.watch(library);
    const ifOurs = ({ detail }) => (detail.collection ?? detail.name ?? detail.subjectId) === this.#name && this.#refresh();
    for (const event of ['document', 'collection', 'job']) this.listen(library, event, ifOurs);
    this.listen(connection, 'restored', () => this.#refresh());
    this.#load();
  }

  view() {
    const collection = this.app.library.collection(this.#name);
    if (!collection) {
      return [this.#head([]), this.app.library.isLoaded
        ? emptyNote({ icon: 'documents', title: t('documents.gone'), text: t('documents.goneText', { name: this.#name }) }) : loadingNote()];
    }
    const isReading = isActive(collection.job);
    return [
      this.#head([
        button({ label: t('documents.makeDataset'), icon: 'datasets', variant: 'primary', testId: 'make-dataset', disabled: isReading || collection.used === 0, onClick: () => this.#showGoals(true) }),
        button({ label: t('common.delete'), icon: 'trash', disabled: isReading, onClick: () => this.#remove(collection) }),
      ], outcomeWords(collection)),
      h('div', { class: 'stack', key: 'body' },
        isReading ? progressBar({ ...collection.job, label: t('stage.reading', { done: collection.job.done, count: collection.job.total }) }) : outcomeBar(collection),
        this.#tools(collection), this.error && errorNote(this.error, () => this.#load()), this.#table(),
        dropZone({ isCompact: true, title: t('documents.addMore'), hint: t('drop.hint'), onFiles: (found) => this.app.importFiles(found, this.#name) })),
      this.#isChoosingGoal && this.#goalDialog(),
    ];
  }

  #goalDialog() {
    const goals = this.#goals;
    return goals.dialog(this.#name) ?? dialog({
      title: t('goal.question'), isWide: true, onClose: () => this.#showGoals(false), actions: [],
      body: goalCards({ busyRecipe: goals.busyRecipe, onChoose: (recipe) => goals.choose(this.#name, recipe), onAsk: (recipe) => goals.ask(recipe) }),
    });
  }

  #head(actions, lead) {
    return pageHead({ title: this.#name, lead, parents: [{ label: t('nav.documents'), href: link(['documents']) }], actions });
  }

  #tools({ documents, used, duplicate, skipped }) {
    const choices = [['', documents], ['used', used], ['duplicate', duplicate], ['skipped', skipped]];
    return h('div', { class: 'toolbar' },
      filterChips({
        label: t('documents.filter'), value: this.#filter.state,
        choices: choices.map(([value, count]) => ({ value, count, label: t(value ? `state.${value}` : 'filter.all') })),
        onChoose: (state) => this.#change({ state }),
      }),
      searchField({ id: 'document-search', label: t('documents.search'), value: this.#filter.text, onInput: (text) => this.#change({ text }) }));
  }

  #table() {
    if (this.#list === null) return this.error ? null : loadingNote();
    const { documents, total } = this.#list;
    if (documents.length === 0) return h('p', { class: 'quiet nothing-found' }, t('common.nothingFound'));
    return [
      documentTable(documents),
      pager({ offset: this.#filter.offset, limit: PAGE_LENGTH, total, onMove: (offset) => this.#change({ offset }) }),
    ];
  }

  #change(change) {
    this.#filter = { ...this.#filter, offset: 0, ...change };
    this.update();
    this.#refresh();
  }

  #load() {
    const filter = this.#filter;
    return this.read(async () => {
      const list = await listDocuments({ ...filter, collection: this.#name, limit: PAGE_LENGTH });
      if (filter === this.#filter) this.#list = list;
    });
  }

  #showGoals(isShown) {
    this.#isChoosingGoal = isShown;
    this.update();
  }

  async #remove({ name, documents }) {
    const isSure = await this.app.confirm({ title: t('documents.deleteTitle', { name }), text: t('documents.deleteText', { count: documents }), action: t('common.delete') });
    if (!isSure) return;
    const isDone = await this.act(() => removeCollection(name), t('common.deleted', { name }));
    if (!isDone) return;
    this.app.library.drop('collections', name);
    this.app.navigate(link(['documents']));
  }
}
