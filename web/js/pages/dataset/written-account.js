import { listChunks } from '../../api/curation.js';
import { chunkList } from '../../components/chunk-list.js';
import { filterChips } from '../../components/fields.js';
import { errorNote, loadingNote } from '../../components/notes.js';
import { pager } from '../../components/pager.js';
import { h } from '../../lib/h.js';
import { t } from '../../lib/i18n.js';

/** Passages of one page. */
const PAGE_LENGTH = 20;

/** What became of every passage that a model was asked about: questions, or the reasons why there are none. */
export class WrittenAccount {
  #page;
  #version = null;
  #choice = { outcome: 'withoutRows', offset: 0 };
  #isOpen = false;
  #list = null;
  #error = null;

  /** @param {import('../dataset.js').DatasetPage} page */
  constructor(page) {
    this.#page = page;
  }

  /** Another version is looked at. */
  show(version) {
    if (version === this.#version) return;
    this.#version = version;
    this.#list = null;
    if (this.#isOpen) this.#load();
  }

  /** @param {{ chunks: number, chunksWithoutRows: number }} curation */
  view({ chunks, chunksWithoutRows }) {
    const withRows = chunks - chunksWithoutRows;
    const onToggle = (event) => {
      if (event.target.open === this.#isOpen) return;
      this.#isOpen = event.target.open;
      if (this.#isOpen && !this.#list) this.#load();
      this.#page.update();
    };
    return h('section', { class: 'card stack-tight', 'aria-labelledby': 'written-title', 'data-testid': 'written' },
      h('h3', { id: 'written-title' }, t('written.title')), h('p', { class: 'quiet' }, t('written.sum', { count: chunks, withRows, withoutRows: chunksWithoutRows })),
      h('details', { class: 'disclosure', onToggle },
        h('summary', { 'data-testid': 'written-passages' }, t('written.passages')),
        this.#isOpen && h('div', { class: 'stack' }, this.#chips(chunks, withRows, chunksWithoutRows), this.#body())));
  }

  #chips(all, withRows, withoutRows) {
    const choices = [['withoutRows', withoutRows], ['withRows', withRows], ['', all]];
    return filterChips({
      label: t('written.filter'), value: this.#choice.outcome, onChoose: (outcome) => this.#choose({ outcome }),
      choices: choices.map(([value, count]) => ({ value, count, label: t(value ? `written.${value}` : 'filter.all') })),
    });
  }

  #body() {
    if (this.#error) return errorNote(this.#error, () => this.#load());
    if (!this.#list) return loadingNote();
    if (this.#list.total === 0) return h('p', { class: 'quiet' }, t('common.nothingFound'));
    const { offset } = this.#choice;
    return [chunkList(this.#list.chunks, this.#page.collection), pager({ offset, limit: PAGE_LENGTH, total: this.#list.total, onMove: (moved) => this.#choose({ ...this.#choice, offset: moved }) })];
  }

  #choose({ outcome, offset = 0 }) {
    this.#choice = { outcome, offset };
    this.#list = null;
    this.#load();
    this.#page.update();
  }

  async #load() {
    const choice = this.#choice;
    const version = this.#version;
    try {
      const list = await listChunks(this.#page.name, { ...choice, version, limit: PAGE_LENGTH });
      if (choice !== this.#choice || version !== this.#version) return;
      this.#list = list;
      this.#error = null;
    } catch (error) {
      this.#error = error;
    }
    if (!this.#page.isStopped) this.#page.update();
  }
}
