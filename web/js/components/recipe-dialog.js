import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { RECIPE_OPTIONS, WRITTEN_RECIPE } from '../lib/recipes.js';
import { button } from './button.js';
import { dialog } from './dialog.js';
import { textField } from './fields.js';
import { writerFields } from './writer-fields.js';

/**
 * What a goal has to know before it starts; every answer may be left open.
 *
 * @param {object} options
 * @param {string} options.recipe
 * @param {import('../state/writer-choice.js').WriterChoice} options.writer
 * @param {(options: object) => void} options.onStart Gets what was filled in, as the server takes it.
 */
export function recipeDialog({ recipe, writer, library, isBusy, onStart, onClose, onChange }) {
  const isWritten = recipe === WRITTEN_RECIPE;
  const onSubmit = (event) => onStart(isWritten ? writer.options : filled(recipe, event.target));
  return dialog({
    title: t(`goal.${recipe}.name`), testId: 'recipe-options', onClose, onSubmit,
    body: [h('p', {}, t(`goal.${recipe}.text`)), isWritten ? writerFields({ choice: writer, library, onChange }) : textFields(recipe)],
    actions: [
      button({ label: t('common.cancel'), onClick: onClose }),
      button({ label: t('documents.makeDataset'), variant: 'primary', type: 'submit', isBusy, disabled: isWritten && !writer.isComplete, testId: 'recipe-start' }),
    ],
  });
}

function filled(recipe, form) {
  const answers = RECIPE_OPTIONS[recipe].map((name) => [name, form.elements[`option-${name}`].value.trim()]);
  return Object.fromEntries(answers.filter(([, value]) => value !== ''));
}

function textFields(recipe) {
  const names = RECIPE_OPTIONS[recipe];
  // Two columns make a pair: one alone says nothing, so each asks for the other.
  const onInput = (event) => {
    const fields = names.map((name) => event.target.form.elements[`option-${name}`]);
    const isBegun = fields.some(({ value }) => value.trim() !== '');
    for (const field of fields) field.required = names.length > 1 && isBegun;
  };
  return names.map((name) => textField({ id: `option-${name}`, name: `option-${name}`, label: t(`option.${name}`), hint: t(`option.${name}.hint`), autocomplete: 'off', spellcheck: 'false', onInput }));
}
