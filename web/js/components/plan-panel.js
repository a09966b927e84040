import { h } from '../lib/h.js';
import { rich, t } from '../lib/i18n.js';
import * as format from '../lib/format.js';
import { isName } from '../lib/names.js';
import { say } from '../lib/phrases.js';
import { EDITABLE_SETTINGS } from '../state/plan-editor.js';
import { button } from './button.js';
import { selectField, textField } from './fields.js';
import { errorNote, loadingNote, note } from './notes.js';

/**
 * What a run would do, in plain words, with the settings behind a link and Tune below.
 *
 * @param {{ editor: import('../state/plan-editor.js').PlanEditor, models: object[], onStart: () => void }} options
 */
export function planPanel({ editor, models, onStart }) {
  const { plan, error, isLoading } = editor;
  return h('section', { class: 'plan stack', 'aria-label': t('plan.title'), 'aria-busy': isLoading ? 'true' : 'false', 'data-testid': 'plan' },
    plan ? planWords(plan, isLoading) : isLoading && loadingNote(t('plan.loading')),
    error && errorNote(error, () => editor.refresh()),
    (plan?.warnings ?? []).map((warning, index) => note('warning', h('p', {}, say(warning, plan.warningPhrases?.[index])))),
    settings(editor, models),
    h('div', { class: 'row' },
      button({
        label: t('plan.tune'), icon: 'play', variant: 'primary', testId: 'tune', isBusy: editor.isStarting,
        disabled: !plan || (editor.adapter !== '' && !isName(editor.adapter)), onClick: onStart,
      }),
      h('span', { class: 'small quiet' }, t('plan.safe'))));
}

function planWords(plan, isStale) {
  const { settings } = plan;
  const strong = (text) => h('strong', {}, text);
  const time = { low: format.roughDuration(plan.estimatedSecondsLow), high: format.roughDuration(plan.estimatedSecondsHigh) };
  return h('div', { class: `plan-words${isStale ? ' is-stale' : ''}` },
    h('p', { class: 'plan-sentence' }, rich('plan.sentence', {
      examples: strong(t('plan.examples', { count: plan.examples })),
      minutes: strong(format.roughDuration(plan.estimatedSeconds)),
      memory: strong(format.bytes(plan.estimatedMemoryBytes)),
    })),
    h('p', { class: 'quiet' }, t('plan.detail', {
      steps: format.count(settings.steps), passes: t('plan.passes', { count: Math.max(1, Math.round(plan.epochs)) }), rank: settings.rank,
      tokens: format.compact(plan.trainTokens),
    }), ' ', time.low === time.high ? null : t('plan.range', time)));
}

function settings(editor, models) {
  return h('details', { class: 'disclosure', 'data-testid': 'plan-settings' },
    h('summary', {}, t('plan.edit')),
    h('div', { class: 'form-grid' },
      models.length > 1 && selectField({
        id: 'plan-model', label: t('plan.model'), value: editor.model, onChange: (name) => editor.chooseModel(name),
        choices: models.map((model) => ({ value: model.name, label: model.name })),
      }),
      textField({
        id: 'plan-adapter', label: t('plan.adapter'), value: editor.adapter, spellcheck: 'false', autocomplete: 'off',
        'aria-invalid': editor.adapter !== '' && !isName(editor.adapter) ? 'true' : undefined, hint: t('plan.adapterHint'),
        onInput: (event) => editor.chooseAdapter(event.target.value.trim()),
      }),
      EDITABLE_SETTINGS.map((setting) => settingField(editor, setting))),
    button({ label: t('plan.reset'), variant: 'quiet', icon: 'again', disabled: Object.keys(editor.overrides).length === 0, onClick: () => editor.reset() }));
}

function settingField(editor, { name, minimum, maximum, step }) {
  const value = editor.setting(name);
  return textField({
    id: `plan-${name}`, label: t(`setting.${name}`), hint: t(`setting.${name}.hint`), type: 'number', inputmode: 'decimal',
    min: minimum, max: maximum, step, value: value === undefined ? '' : String(Number(value.toPrecision(6))),
    onChange: (event) => {
      const number = event.target.valueAsNumber;
      editor.override(name, Number.isFinite(number) ? Math.min(maximum, Math.max(minimum, number)) : null);
    },
  });
}
