import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { SAMPLING_FIELDS, withOption } from '../lib/sampling.js';
import { button } from './button.js';
import { textField } from './fields.js';

/** The sampling settings, behind a line that says whether any was changed. */
export function samplingOptions({ options, onChange }) {
  const changed = Object.keys(options).length;
  return h('details', { class: 'disclosure sampling', 'data-testid': 'sampling' },
    h('summary', {}, changed > 0 ? t('sampling.changed', { count: changed }) : t('sampling.title')),
    h('div', { class: 'form-grid' }, SAMPLING_FIELDS.map(({ name, fallback, minimum, maximum, step }) => textField({
      id: `sampling-${name}`, label: t(`sampling.${name}`), hint: t(`sampling.${name}.hint`), type: 'number', min: minimum, max: maximum, step,
      placeholder: fallback ?? t('sampling.auto'), value: options[name] ?? '',
      onChange: (event) => onChange(withOption(options, name, event.target.valueAsNumber)),
    }))),
    button({ label: t('sampling.reset'), icon: 'again', variant: 'quiet', disabled: changed === 0, onClick: () => onChange({}) }));
}
