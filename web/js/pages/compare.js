import { composer } from '../components/composer.js';
import '../components/markdown-text.js';
import { defaultModel, modelPicker } from '../components/model-picker.js';
import { emptyNote, errorNote } from '../components/notes.js';
import { pageHead } from '../components/page-head.js';
import { samplingOptions } from '../components/sampling-options.js';
import * as format from '../lib/format.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { parseModelName } from '../lib/model-name.js';
import { link } from '../lib/route.js';
import { Comparison } from '../state/comparison.js';
import { Page } from './page.js';

const SIDES = ['left', 'right'];

/** Base and tuned side by side: one question, two answers. */
export class ComparePage extends Page {
  #comparison = new Comparison();
  #chosen = { left: this.route.query.left ?? '', right: this.route.query.right ?? '' };

  get title() { return t('compare.title'); }

  start() {
    this.watch(this.app.library);
    this.watch(this.#comparison);
  }

  stop() {
    super.stop();
    this.#comparison.stop();
  }

  get #models() {
    const right = this.#chosen.right || defaultModel(this.app.library);
    return { left: this.#chosen.left || parseModelName(right).base, right };
  }

  view() {
    const { preferences } = this.app;
    const { isBusy, question, error } = this.#comparison;
    const models = this.#models;
    return [
      pageHead({ title: t('compare.title'), lead: t('compare.lead'), parents: [{ label: t('nav.chat'), href: link(['chat']) }] }),
      h('div', { class: 'stack compare', key: 'body' },
        composer({
          draftKey: 'compare', isBusy, disabled: models.right === '', placeholder: t('compare.placeholder'),
          onSend: (text) => this.#comparison.ask(text, SIDES.map((side) => models[side]), preferences.sampling), onStop: () => this.#comparison.stop(),
        }),
        samplingOptions({ options: preferences.sampling, onChange: (options) => { preferences.sampling = options; this.update(); } }),
        error && errorNote(error),
        question !== '' && h('p', { class: 'compare-question', 'data-testid': 'compare-question' }, question),
        h('div', { class: 'compare-columns' }, SIDES.map((side, index) => this.#column(side, models[side], this.#comparison.answers[index]))),
        question === '' && emptyNote({ icon: 'compare', title: t('compare.empty'), text: t('compare.emptyText') })),
    ];
  }

  #column(side, model, answer) {
    return h('section', { class: `card compare-column compare-${side}`, key: side, 'aria-label': t(`compare.${side}`), 'data-testid': `compare-${side}` },
      modelPicker({ id: `compare-model-${side}`, label: t(`compare.${side}`), value: model, library: this.app.library, testId: `compare-model-${side}`, onChange: (name) => this.#choose(side, name) }),
      answer && h('div', { class: 'stack-tight', 'aria-busy': answer.isDone ? 'false' : 'true' },
        answer.model !== model && h('p', { class: 'small quiet' }, answer.model),
        answer.text === '' && !answer.isDone ? h('p', { class: 'thinking' }, h('span', { class: 'fork-hum', 'aria-hidden': 'true' })) : h('markdown-text', { '.text': answer.text }),
        answer.error && errorNote(answer.error),
        answer.isDone && h('p', { class: 'small quiet' }, this.#foot(answer))));
  }

  #foot({ tokens, seconds, finishReason }) {
    const ending = finishReason && finishReason !== 'stop' ? t(`finish.${finishReason}`) : null;
    return [tokens ? t('chat.tokens', { count: tokens }) : null, format.tokensPerSecond(tokens, seconds), ending].filter(Boolean).join(' · ');
  }

  #choose(side, name) {
    this.#chosen = { ...this.#models, [side]: name };
    this.update();
  }
}
