import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { modelChoices } from '../lib/model-name.js';
import { selectField } from './fields.js';

/** A choice of all models: bases, and adapters on their base. */
export function modelPicker({ id, label = t('chat.model'), value, library, onChange, testId = 'model-picker' }) {
  const { base, tuned } = modelChoices(library.decoders, library.adapters);
  const tunedChoices = tuned.map((item) => ({ value: item.value, label: tunedLabel(item) }));
  const choices = [
    tunedChoices.length > 0 && { label: t('chat.tuned'), choices: tunedChoices },
    { label: t('chat.base'), choices: base.map((name) => ({ value: name, label: name })) },
  ].filter(Boolean);
  // A model that is gone is still named, so that the reader sees why an answer fails.
  const isKnown = base.includes(value) || tuned.some((item) => item.value === value);
  if (!isKnown && value) choices.push({ label: t('chat.gone'), choices: [{ value, label: value }] });
  return selectField({ id, label, isLabelHidden: true, value, choices, onChange, testId });
}

/** What an adapter is called in a choice of models. */
export function tunedLabel({ adapter, version, isPromoted }) {
  const text = `${adapter} · ${t('datasets.version', { version })}`;
  return isPromoted ? text : `${text} (${t('chat.notPromoted')})`;
}

/** The model that a new conversation starts with: the newest adapter, else the first base. */
export function defaultModel(library) {
  const { base, tuned } = modelChoices(library.decoders, library.adapters);
  return tuned[0]?.value ?? base[0] ?? '';
}

/** A short name for an answer's model. */
export function modelLabel(name) {
  return h('span', { class: 'model-label' }, name);
}
