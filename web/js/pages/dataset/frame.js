import { cancelJob } from '../../api/overview.js';
import { buildFailure, buildProgress } from '../../components/build-state.js';
import { button, linkButton } from '../../components/button.js';
import { datasetSummary } from '../../components/dataset-summary.js';
import { selectField } from '../../components/fields.js';
import { emptyNote, errorNote, loadingNote, note } from '../../components/notes.js';
import { pageHead } from '../../components/page-head.js';
import { saveBar, undoNote } from '../../components/save-bar.js';
import { sectionTabs } from '../../components/section-tabs.js';
import { lostJob } from '../../lib/builds.js';
import { h } from '../../lib/h.js';
import { t } from '../../lib/i18n.js';
import { isActive } from '../../lib/journey.js';
import { link } from '../../lib/route.js';

/** The top of the dataset page, with what can be done as soon as there is a version. */
export function datasetHead({ name, version, versions, dataset }, { onExport, onRemove }) {
  const remove = button({ label: t('common.delete'), icon: 'trash', onClick: onRemove });
  const actions = [
    linkButton({ label: t('plan.tune'), icon: 'play', variant: 'primary', testId: 'tune-dataset', href: link(['runs', 'new'], { dataset: name }) }),
    button({ label: t('common.export'), icon: 'download', testId: 'export-dataset', onClick: onExport }), remove,
  ];
  const canRemove = versions.list !== null && !isActive(dataset?.job);
  return pageHead({ title: name, parents: [{ label: t('nav.datasets'), href: link(['datasets']) }], actions: version ? actions : canRemove ? [remove] : [] });
}

/** Everything between the top and the bars: how the last build went, then the version with its sections. */
export function datasetBody(page) {
  const { version, versions, dataset } = page;
  const { lastChange } = versions;
  return h('div', { class: 'stack', key: 'body' },
    page.error && (page.error.code === 'dataset_not_found' ? gone(page) : errorNote(page.error, () => page.load())),
    buildState(page),
    lastChange && undoNote({ ...lastChange, isBusy: versions.isSaving, onUndo: () => page.revert(lastChange.to), onClose: () => { versions.lastChange = null; page.update(); } }),
    version ? shownVersion(page, version, dataset) : !page.error && !isActive(dataset?.job) && nothing(page));
}

/** The edits that wait. */
export function editsBar(page, onSave) {
  const { edits, latest, isSaving } = page;
  const { changedCount, droppedCount } = edits;
  return saveBar({
    label: t('datasets.unsaved'), text: t('datasets.pending', { changed: changedCount, dropped: droppedCount }), action: t('datasets.save', { version: latest + 1 }), actionTestId: 'save-edits', isBusy: isSaving,
    onDiscard: () => { edits.clear(); page.update(); }, onSave,
  });
}

function buildState(page) {
  const { dataset, goals } = page;
  if (isActive(dataset?.job)) {
    return h('div', { class: 'card' }, buildProgress({ job: dataset.job, options: dataset.options, onCancel: () => page.act(() => cancelJob(dataset.job.id)) }));
  }
  const job = lostJob(dataset);
  if (!job) return null;
  const onAgain = dataset.collection && dataset.recipe ? () => goals.build(dataset.collection, dataset.recipe, dataset.options) : undefined;
  return buildFailure({ job, options: dataset.options, isBusy: goals.busyRecipe !== null, onAgain });
}

function gone({ name }) {
  return emptyNote({ icon: 'datasets', title: t('documents.gone'), text: t('datasets.goneText', { name }), actions: [linkButton({ label: t('nav.datasets'), icon: 'datasets', href: link(['datasets']) })] });
}

function nothing({ versions, dataset }) {
  if (versions.list === null) return loadingNote();
  const actions = dataset?.collection ? [linkButton({ label: t('datasets.toDocuments'), icon: 'documents', href: link(['documents', dataset.collection]) })] : [];
  return emptyNote({ icon: 'datasets', title: t('datasets.noVersion'), text: t('datasets.noVersionText'), actions });
}

function shownVersion(page, version, dataset) {
  const { versions, name, sectionName, sectionNames, latest } = page;
  const chooser = versions.list.length > 1 && selectField({
    id: 'version', label: t('datasets.versionLabel'), value: String(version.version),
    choices: versions.list.map((item) => ({ value: String(item.version), label: t('datasets.version', { version: item.version }) })),
    onChange: (value) => page.show(Number(value)),
  });
  return [
    datasetSummary(version, dataset, chooser),
    sectionTabs({
      label: t('datasets.sections'), current: sectionName,
      sections: sectionNames.map((section) => ({ name: section, label: t(`section.${section}`), href: link(['datasets', name], { view: section === 'rows' ? '' : section }) })),
    }),
    !page.canEdit && note('info', h('p', {}, t('datasets.oldVersion', { version: latest }))),
    h('div', { class: 'stack', key: sectionName }, page.section.view(version)),
  ];
}
