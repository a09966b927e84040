import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { RECIPE_OPTIONS } from '../lib/recipes.js';
import { button } from './button.js';
import { dialog } from './dialog.js';
import { textField } from './fields.js';

/** What a goal has to know before it starts; every answer may be left open. */
export function recipeDialog({ recipe, isBusy, onStart, onClose }) {
  const names = RECIPE_OPTIONS[recipe];
  const onSubmit = (event) => {
    const fields = event.target.elements;
    onStart(Object.fromEntries(names.map((name) => [name, fields[`option-${name}`].value.trim()]).filter(([, value]) => value !== '')));
  };
  // Two columns make a pair: one alone says nothing, so each asks for the other.
  const onInput = (event) => {
    const fields = names.map((name) => event.target.form.elements[`option-${name}`]);
    const isBegun = fields.some(({ value }) => value.trim() !== '');
    for (const field of fields) field.required = isBegun;
  };
  return dialog({
    title: t(`goal.${recipe}.name`), testId: 'recipe-options', onClose, onSubmit,
    body: [
      h('p', {}, t(`goal.${recipe}.text`)),
      names.map((name) => textField({ id: `option-${name}`, name: `option-${name}`, label: t(`option.${name}`), hint: t(`option.${name}.hint`), autocomplete: 'off', spellcheck: 'false', onInput })),
    ],
    actions: [
      button({ label: t('common.cancel'), onClick: onClose }),
      button({ label: t('documents.makeDataset'), variant: 'primary', type: 'submit', isBusy, testId: 'recipe-start' }),
    ],
  });
}
