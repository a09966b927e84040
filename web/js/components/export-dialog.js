import { cardAddress, EXPORT_FORMATS, exportAddress } from '../api/datasets.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { linkButton } from './button.js';
import { dialog } from './dialog.js';

/** The formats that a version can be taken away in, and its card. */
export function exportDialog({ name, version, onClose }) {
  return dialog({
    title: t('export.title', { version }), testId: 'export-dialog', onClose, actions: [],
    body: [
      h('ul', { class: 'export-list' }, EXPORT_FORMATS.map((format) => row({ id: format, href: exportAddress(name, version, format) }))),
      h('ul', { class: 'export-list' },
        row({ id: 'all', href: exportAddress(name, version, 'chat-with-sources', 'all') }),
        row({ id: 'card', href: cardAddress(name, version) })),
    ],
  });
}

function row({ id, href }) {
  return h('li', { key: id, class: 'export-row' },
    h('div', { class: 'grow' }, h('h3', { id: `export-${id}` }, t(`export.${id}`)), h('p', { class: 'small quiet' }, t(`export.${id}.text`))),
    linkButton({ label: t('export.download'), icon: 'download', href, download: true, testId: `export-${id}`, 'aria-describedby': `export-${id}` }));
}
