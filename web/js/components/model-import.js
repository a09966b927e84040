import { importModel } from '../api/models.js';
import { h } from '../lib/h.js';
import { rich, t } from '../lib/i18n.js';
import { button } from './button.js';
import { textField } from './fields.js';

/** A form that imports a model of this machine, a file or a folder. @param {import('../pages/page.js').Page} page */
export function modelImport(page) {
  const onSubmit = async (event) => {
    event.preventDefault();
    const form = event.target;
    const path = new FormData(form).get('path').trim();
    if (path === '') return;
    const isDone = await page.act(async () => page.app.library.put('models', await importModel({ path })), t('models.imported'));
    if (isDone) form.reset();
  };
  return h('form', { class: 'stack', onSubmit },
    h('p', { class: 'quiet' }, rich('models.how', { command: h('code', {}, 'make model') })),
    h('div', { class: 'row field-row' },
      h('div', { class: 'grow' }, textField({
        id: 'model-path', name: 'path', label: t('models.path'), placeholder: '/home/me/models/smollm2-135m-instruct', spellcheck: 'false', autocomplete: 'off', required: true,
      })),
      button({ label: t('models.import'), icon: 'plus', type: 'submit', variant: 'primary' })));
}
