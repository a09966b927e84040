import { filesFromDrop, filesFromInput } from '../dom/dropped-files.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { fileButton } from './button.js';
import { icon } from './icon.js';

/**
 * A place to drop files and folders on, with pickers for keyboards and phones.
 *
 * @param {object} options
 * @param {string} options.title
 * @param {string} [options.hint]
 * @param {boolean} [options.isCompact]
 * @param {boolean} [options.isSingle] Whether one file is wanted; then there is no picker of folders.
 * @param {string} [options.accept] Kinds of files that the picker offers.
 * @param {(found: import('../dom/dropped-files.js').FoundFiles) => void} options.onFiles
 */
export function dropZone({ title, hint, isCompact = false, isSingle = false, accept, onFiles }) {
  const pick = (files) => onFiles(filesFromInput(files));
  return h('section', {
    class: `drop-zone${isCompact ? ' drop-zone-compact' : ''}`, 'aria-label': title, 'data-testid': 'drop-zone',
    onDragenter: lift, onDragover: lift, onDragleave: lower,
    onDrop: async (event) => {
      event.preventDefault();
      lower(event, true);
      onFiles(await filesFromDrop(event.dataTransfer));
    },
  },
  h('div', { class: 'drop-zone-sign', 'aria-hidden': 'true' }, icon('upload')),
  h('div', { class: 'drop-zone-words' }, h(isCompact ? 'p' : 'h2', { class: 'drop-zone-title' }, title), hint && h('p', { class: 'quiet' }, hint)),
  h('div', { class: 'row drop-zone-pickers' },
    !isSingle && fileButton({ label: t('drop.chooseFolder'), icon: 'folder', folder: true, testId: 'pick-folder', onFiles: pick }),
    fileButton({ label: t(isSingle ? 'drop.chooseFile' : 'drop.chooseFiles'), icon: 'documents', multiple: !isSingle, accept, testId: 'pick-files', onFiles: pick })));
}

function lift(event) {
  event.preventDefault();
  event.currentTarget.classList.add('is-over');
}

// Leaving towards a child of the zone is not leaving the zone.
function lower(event, isDropped = false) {
  if (!isDropped && event.currentTarget.contains(event.relatedTarget)) return;
  event.currentTarget.classList.remove('is-over');
}
