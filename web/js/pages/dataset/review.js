import { errorNote, loadingNote } from '../../components/notes.js';
import { REVIEW_ROW, reviewHelp, reviewRow } from '../../components/review-panel.js';
import { rowFilters } from '../../components/row-filters.js';
import { announce } from '../../dom/announce.js';
import { focusSoon } from '../../dom/focus.js';
import { h } from '../../lib/h.js';
import { t } from '../../lib/i18n.js';
import { reviewAction } from '../../lib/review-keys.js';
import { joinCalls } from '../../lib/throttle.js';
import { ReviewSession } from '../../state/review-session.js';
import { modelChoice, renderingOf, toggleRendering } from './model-choice.js';
import { bulkTools, rowTools, spokenRow } from './review-tools.js';
import { Section } from './section.js';

const SEARCH_PAUSE = 300;

/** The review: one row after the other, decided by single keys or buttons. */
export class ReviewSection extends Section {
  #session;
  #isEditing = false;
  #isHelpShown = false;
  #version = null;
  #refresh = joinCalls(() => this.#load(), SEARCH_PAUSE);

  constructor(page) {
    super(page);
    this.#session = new ReviewSession({ name: page.name, rows: page.rows, edits: page.edits });
    page.listen(document, 'keydown', (event) => this.#onKey(event));
  }

  open(isNew) {
    if (this.#version !== this.page.rows.version) this.#session.restart();
    this.#version = this.page.rows.version;
    if (isNew) this.#isEditing = false;
    this.#load().then(() => isNew && focusSoon(REVIEW_ROW));
  }

  view(version) {
    const { rows, modelView } = this.page;
    return h('section', { class: 'stack review', 'aria-label': t('section.review'), 'data-testid': 'review' },
      rowFilters({ version, filter: rows.filter, onChange: (change) => this.#choose(change) }),
      this.error && errorNote(this.error, () => this.#load()),
      !rows.page ? !this.error && loadingNote() : rows.total === 0 ? h('p', { class: 'quiet nothing-found' }, t('common.nothingFound')) : [bulkTools(this.page, (name) => this.#doAll(name)), rowTools(this.page, this.#session.canUndo, (action) => this.#do(action)), modelView.isOpen(rows.current.id) && modelChoice(this.page), this.#row(rows.current)],
      this.#isHelpShown && reviewHelp({ onClose: () => this.#showHelp(false) }));
  }

  #row(row) {
    const { rows, edits, collection } = this.page;
    return reviewRow({
      row: edits.applyTo(row), edit: edits.get(row.id), position: rows.position, total: rows.total, collection, isOpen: this.#isEditing, rendering: renderingOf(this.page, row),
      onChange: (contents) => { this.#session.change(contents); this.#endEdit(); }, onClose: () => this.#endEdit(),
    });
  }

  // Keys count in the review itself or where nothing else has the focus, so that a single letter elsewhere does nothing.
  #onKey(event) {
    if (this.page.route.query.view !== 'review' || event.defaultPrevented || this.#isHelpShown) return;
    const isHere = event.target === document.body || event.target.closest('.review');
    const action = isHere && reviewAction(event);
    if (!action || !this.page.rows.current) return;
    event.preventDefault();
    // A held key may run through the rows, but must not decide about rows that nobody has seen.
    if (event.repeat && action !== 'next' && action !== 'previous') return;
    this.#do(action);
  }

  #do(action) {
    const { canEdit } = this.page;
    if (action === 'next' || action === 'previous') return this.#step(null, () => this.#session.move(action === 'next' ? 1 : -1));
    if (action === 'good' || action === 'bad') return this.#step(action, () => this.#session.rate(action === 'good' ? 1 : -1));
    if (action === 'undo') return this.#step('undone', () => this.#session.undo());
    if (action === 'search') return document.getElementById('example-search').focus();
    if (action === 'help') return this.#showHelp(true);
    if (action === 'asModel') return toggleRendering(this.page, this.page.rows.current);
    if (!canEdit) return announce(t('datasets.oldVersion', { version: this.page.latest }));
    if (action === 'drop') return this.#step('dropped', () => this.#session.drop());
    this.#isEditing = true;
    this.page.update();
  }

  // The focus stays where it is (the row, or the button that was pressed); what changed is said instead.
  async #step(done, work) {
    const before = this.page.rows.position;
    this.#isEditing = false;
    let isDone = false;
    if (!(await this.page.act(async () => { isDone = await work(); }))) return;
    this.#keepFocus();
    const isStuck = this.page.rows.position === before && done !== 'undone';
    announce([isDone && done && t(`review.said.${done}`), isStuck ? t(before === 0 && this.page.rows.total > 1 ? 'review.first' : 'review.last') : spokenRow(this.page)].filter(Boolean).join(' '));
  }

  async #doAll(done) {
    const work = { allGood: () => this.#session.rateAll(1), allBad: () => this.#session.rateAll(-1), allDrop: () => this.#session.dropAll() }[done];
    let count = 0;
    if (!(await this.page.act(async () => { count = await work(); }))) return;
    this.page.app.notify(t(`review.said.${done}`, { count }));
    this.#keepFocus();
  }

  #choose(change) {
    this.page.rows.choose(change);
    this.#isEditing = false;
    this.page.update();
    this.#refresh();
  }

  #endEdit() {
    this.#isEditing = false;
    this.page.update();
    focusSoon(REVIEW_ROW);
  }

  #showHelp(isShown) {
    this.#isHelpShown = isShown;
    this.page.update();
    if (!isShown) focusSoon(REVIEW_ROW);
  }

  // A button that was disabled by its own press, such as Next on the last row, would drop the focus to nowhere.
  #keepFocus() {
    requestAnimationFrame(() => {
      const { activeElement } = document;
      if (activeElement === document.body || activeElement?.disabled) document.getElementById(REVIEW_ROW)?.focus();
    });
  }

  #load() { return this.read(() => this.page.rows.load()); }
}
