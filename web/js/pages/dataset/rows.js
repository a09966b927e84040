import { exampleCard } from '../../components/example-card.js';
import { lengthChart } from '../../components/length-chart.js';
import { errorNote, loadingNote } from '../../components/notes.js';
import { pager } from '../../components/pager.js';
import { rowFilters } from '../../components/row-filters.js';
import { h } from '../../lib/h.js';
import { t } from '../../lib/i18n.js';
import { joinCalls } from '../../lib/throttle.js';
import { PAGE_LENGTH } from '../../state/row-list.js';
import { modelChoice, renderingOf, toggleRendering } from './model-choice.js';
import { Section } from './section.js';

/** Pause after the last keystroke of a search, in milliseconds. */
const SEARCH_PAUSE = 300;

/** The rows of a version as a list, and how long they are for a model. */
export class RowsSection extends Section {
  #openRows = new Set();
  #showsLengths = false;
  #refresh = joinCalls(() => this.#load(), SEARCH_PAUSE);

  open() { this.#load(); }

  view(version) {
    const { rows } = this.page;
    return [
      this.#lengths(),
      rowFilters({ version, filter: rows.filter, onChange: (change) => this.#choose(change) }),
      this.error && errorNote(this.error, () => this.#load()),
      rows.page ? this.#list(rows.page) : !this.error && loadingNote(),
    ];
  }

  #lengths() {
    const { modelView } = this.page;
    const choice = modelChoice(this.page);
    if (!choice) return null;
    if (this.#showsLengths) modelView.readLengths().then((isNews) => isNews && !this.page.isStopped && this.page.update());
    const retry = () => {
      modelView.forgetFailures();
      this.page.update();
    };
    return h('details', { class: 'card disclosure', onToggle: (event) => { this.#showsLengths = event.target.open; this.page.update(); } },
      h('summary', { 'data-testid': 'lengths-summary' }, t('lengths.title')),
      this.#showsLengths && h('div', { class: 'stack' }, choice, lengthChart(modelView.lengths, retry)));
  }

  #list({ examples, total }) {
    if (examples.length === 0) return h('p', { class: 'quiet nothing-found' }, t('common.nothingFound'));
    return [
      h('ol', { class: 'examples', 'data-testid': 'examples' }, examples.map((row) => this.#card(row))),
      pager({ offset: this.page.rows.offset, limit: PAGE_LENGTH, total, onMove: (offset) => this.#goTo(offset) }),
    ];
  }

  #card(row) {
    const { edits, canEdit, collection } = this.page;
    return exampleCard({
      row: edits.applyTo(row), edit: edits.get(row.id), canEdit, collection, isOpen: this.#openRows.has(row.id), rendering: renderingOf(this.page, row),
      onOpen: () => { this.#openRows.add(row.id); this.page.update(); }, onClose: () => this.#close(row.id),
      onChange: (contents) => { edits.change(row, contents); this.#close(row.id); },
      onDrop: () => { edits.drop(row.id); this.#close(row.id); },
      onUndo: () => { edits.undo(row.id); this.page.update(); },
      onRender: () => toggleRendering(this.page, row),
    });
  }

  #close(id) {
    this.#openRows.delete(id);
    this.page.update();
  }

  #choose(change) {
    this.page.rows.choose(change);
    this.#openRows.clear();
    this.page.update();
    this.#refresh();
  }

  #goTo(offset) {
    this.#openRows.clear();
    this.read(() => this.page.rows.goTo(offset));
  }

  #load() { return this.read(() => this.page.rows.load()); }
}
