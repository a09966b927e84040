import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { modelChoices } from '../lib/model-name.js';
import { QUESTIONS_PER_CHUNK } from '../lib/recipes.js';
import { SERVER } from '../state/writer-choice.js';
import { selectField, textField } from './fields.js';
import { tunedLabel } from './model-picker.js';

/**
 * Who writes further questions, and how many.
 *
 * @param {{ choice: import('../state/writer-choice.js').WriterChoice, library: object, onChange: (change: object) => void }} options
 */
export function writerFields({ choice, library, onChange }) {
  return [
    selectField({ id: 'writer', label: t('writer.label'), value: choice.writer, choices: writers(library), testId: 'writer', onChange: (writer) => onChange({ writer }) }),
    h('p', { class: 'small quiet' }, t(choice.writer === '' ? 'writer.none.hint' : choice.isServer ? 'writer.server.hint' : 'writer.model.hint')),
    choice.isServer && serverFields(choice, onChange),
    choice.writer !== '' && textField({
      id: 'writer-count', type: 'number', min: QUESTIONS_PER_CHUNK.minimum, max: QUESTIONS_PER_CHUNK.maximum, step: 1, label: t('writer.count'), hint: t('writer.count.hint', QUESTIONS_PER_CHUNK),
      value: Number.isNaN(choice.count) ? '' : String(choice.count), 'aria-invalid': choice.hasCount ? undefined : 'true', onInput: (event) => onChange({ count: event.target.valueAsNumber }),
    }),
  ];
}

function serverFields(choice, onChange) {
  return h('div', { class: 'form-grid' },
    textField({
      id: 'writer-address', label: t('writer.address'), hint: t('writer.address.hint'), value: choice.address, spellcheck: 'false', autocomplete: 'off',
      'aria-invalid': choice.hasAddress ? undefined : 'true', onInput: (event) => onChange({ address: event.target.value }),
    }),
    textField({ id: 'writer-model', label: t('writer.serverModel'), hint: t('writer.serverModel.hint'), value: choice.serverModel, spellcheck: 'false', autocomplete: 'off', required: true, onInput: (event) => onChange({ serverModel: event.target.value }) }));
}

function writers({ decoders, adapters }) {
  const { base, tuned } = modelChoices(decoders, adapters);
  return [
    { value: '', label: t('writer.none') },
    base.length > 0 && { label: t('chat.base'), choices: base.map((name) => ({ value: name, label: name })) },
    tuned.length > 0 && { label: t('chat.tuned'), choices: tuned.map((item) => ({ value: item.value, label: tunedLabel(item) })) },
    { label: t('writer.elsewhere'), choices: [{ value: SERVER, label: t('writer.server') }] },
  ].filter(Boolean);
}
