import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { isName } from '../lib/names.js';
import { say } from '../lib/phrases.js';
import { link } from '../lib/route.js';
import { button, linkButton } from './button.js';
import { columnMapping } from './column-mapping.js';
import { dialog } from './dialog.js';
import { textField } from './fields.js';
import { errorNote, loadingNote } from './notes.js';

/**
 * A file before it becomes a dataset, and afterwards the rows of it that could not be used.
 *
 * @param {object} options
 * @param {import('../state/dataset-import.js').DatasetImport} options.incoming
 * @param {(change: () => void) => void} options.onChange Makes the change and draws it.
 */
export function importDialog({ incoming, onChange, onImport, onClose }) {
  if (incoming.result) return resultDialog(incoming, onClose);
  const { file, name, preview, isTable, isBusy, error, isReady } = incoming;
  return dialog({
    title: t('datasets.importTitle'), testId: 'import-dialog', isWide: isTable, onClose, onSubmit: onImport,
    body: [
      h('p', {}, t(isTable ? 'datasets.importTable' : 'datasets.importText', { file: file.name })),
      textField({
        id: 'dataset-name', label: t('common.name'), hint: t('common.nameRule'), value: name, spellcheck: 'false', autocomplete: 'off',
        'aria-invalid': isName(name) ? undefined : 'true', onInput: (event) => onChange(() => { incoming.name = event.target.value.trim(); }),
      }),
      preview ? columnMapping({ incoming, onAssign: (index, role) => onChange(() => incoming.assign(index, role)) }) : isTable && isBusy && loadingNote(),
      error && errorNote(error),
    ],
    actions: [
      button({ label: t('common.cancel'), onClick: onClose }),
      button({ label: t('datasets.import'), variant: 'primary', type: 'submit', isBusy, disabled: !isReady, testId: 'import-confirm' }),
    ],
  });
}

// What was left out is told where the file is, and not in a note that goes away.
function resultDialog({ file, result }, onClose) {
  const { dataset, trainCount, heldOutCount, recallCount, skippedRows, skippedCount } = result;
  return dialog({
    title: t('import.done', { count: trainCount + heldOutCount + recallCount }), testId: 'import-result', onClose,
    body: [
      h('p', {}, t('import.skipped', { count: skippedCount, file: file.name })),
      h('ul', { class: 'skipped-rows', tabindex: '0', 'aria-label': t('import.skippedRows') }, skippedRows.map(({ line, reason, phrase }) =>
        h('li', { key: line, 'data-testid': 'skipped-row' }, h('strong', {}, t('import.line', { line })), ' ', say(reason, phrase)))),
      skippedCount > skippedRows.length && h('p', { class: 'small quiet' }, t('import.more', { count: skippedCount - skippedRows.length })),
    ],
    actions: [button({ label: t('common.close'), onClick: onClose }), linkButton({ label: t('import.open'), variant: 'primary', href: link(['datasets', dataset]), testId: 'import-open' })],
  });
}
