import { fetchDifference } from '../../api/datasets.js';
import { selectField } from '../../components/fields.js';
import { errorNote, loadingNote } from '../../components/notes.js';
import { versionDifference } from '../../components/version-difference.js';
import { versionList } from '../../components/version-list.js';
import { focusSoon } from '../../dom/focus.js';
import { h } from '../../lib/h.js';
import { t } from '../../lib/i18n.js';
import { Section } from './section.js';

/** The heading that is focused when a comparison is asked for from the list below it. */
const HEADING = 'difference-title';

/** The versions of a dataset: how each came to be, what changed between two, and the way back. */
export class VersionsSection extends Section {
  #pair = null;
  #difference = null;

  open() {
    const [newest, before] = this.page.versions.list.map(({ version }) => version);
    const isKnown = this.#pair && [this.#pair.from, this.#pair.to].every((number) => this.page.versions.list.some(({ version }) => version === number));
    if (before === undefined) return;
    if (!isKnown || newest > this.#pair.newest) this.#pair = { from: before, to: newest, newest };
    this.#compare();
  }

  view(shown) {
    const { latest, isSaving } = this.page;
    const versions = this.page.versions.list;
    return [
      versions.length > 1 && this.#pair && this.#comparison(versions),
      h('section', { class: 'card stack', 'aria-labelledby': 'versions-title' }, h('h2', { id: 'versions-title' }, t('section.versions')),
        versionList({
          versions, latest, shown: shown.version, isBusy: isSaving, onLook: (version) => this.page.show(version), onRevert: (version) => this.page.revert(version),
          onCompare: (from, to) => { this.#choose({ from, to }); focusSoon(HEADING); },
        })),
    ];
  }

  #comparison(versions) {
    const choices = versions.map(({ version }) => ({ value: String(version), label: t('adapters.version', { version }) }));
    const { from, to } = this.#pair;
    return h('section', { class: 'card stack', 'aria-labelledby': HEADING }, h('h2', { id: HEADING, tabindex: '-1' }, t('difference.title')),
      h('div', { class: 'row' },
        selectField({ id: 'difference-from', label: t('difference.from'), value: String(from), choices, onChange: (value) => this.#choose({ from: Number(value) }) }),
        selectField({ id: 'difference-to', label: t('difference.to'), value: String(to), choices, onChange: (value) => this.#choose({ to: Number(value) }) })),
      this.error ? errorNote(this.error, () => this.#compare()) : from === to ? h('p', { class: 'quiet' }, t('difference.same')) : this.#difference ? versionDifference(this.#difference) : loadingNote());
  }

  #choose(change) {
    this.#pair = { ...this.#pair, ...change };
    this.#compare();
    this.page.update();
  }

  #compare() {
    const pair = this.#pair;
    this.#difference = null;
    if (pair.from === pair.to) return;
    this.read(async () => {
      const difference = await fetchDifference(this.page.name, pair.from, pair.to);
      if (pair === this.#pair) this.#difference = difference;
    });
  }
}
