import { selectField } from '../../components/fields.js';
import { renderedView } from '../../components/rendered-view.js';
import { t } from '../../lib/i18n.js';

/** The choice of the model whose view is shown, or null when there is no model. */
export function modelChoice(page) {
  const { decoders } = page.app.library;
  if (decoders.length === 0) return null;
  return selectField({
    id: 'view-model', label: t('rendered.model'), value: page.modelView.model, testId: 'view-model',
    choices: decoders.map(({ name }) => ({ value: name, label: name })),
    onChange: (model) => {
      page.modelView.model = model;
      page.update();
    },
  });
}

/** Shows a row as the model sees it, or as it is again. */
export function toggleRendering(page, row) {
  if (!page.modelView.model) return page.app.notify(t('rendered.noModel'), 'error');
  page.modelView.forgetFailures();
  page.modelView.toggle(row.id);
  page.update();
}

/** The row as the model sees it, when that is wanted; it is read when it is first shown. */
export function renderingOf(page, row) {
  const { modelView } = page;
  if (!modelView.isOpen(row.id)) return null;
  modelView.readRendering(row.id).then((isNews) => isNews && !page.isStopped && page.update());
  return renderedView(modelView.rendering(row.id), () => {
    modelView.forgetFailures();
    page.update();
  });
}
