import { bundleAddress } from '../api/adapters.js';
import * as format from '../lib/format.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { modelName } from '../lib/model-name.js';
import { link } from '../lib/route.js';
import { button, iconButton, linkButton } from './button.js';
import { tag, timeAgo } from './status.js';

/** An adapter with its versions; the promoted one is what its name means. */
export function adapterCard({ adapter, onPromote, onRemove }) {
  const versions = [...adapter.versions].sort((a, b) => b.version - a.version);
  return h('li', { key: adapter.name, class: 'card stack', 'data-testid': 'adapter' },
    h('div', { class: 'row-spread' },
      h('div', {}, h('h2', { class: 'card-title' }, adapter.name), h('p', { class: 'quiet small' }, t('adapters.on', { model: adapter.model }))),
      h('div', { class: 'row' },
        linkButton({ label: t('run.chat'), icon: 'chat', variant: 'primary', href: link(['chat'], { model: modelName(adapter.model, adapter.name) }) }),
        linkButton({ label: t('adapters.compare'), icon: 'compare', href: link(['chat', 'compare'], { left: adapter.model, right: modelName(adapter.model, adapter.name) }) }),
        iconButton({ label: t('adapters.delete', { name: adapter.name }), icon: 'trash', testId: 'delete-adapter', onClick: onRemove }))),
    h('table', { class: 'table' },
      h('thead', {}, h('tr', {},
        h('th', { scope: 'col' }, t('column.version')), h('th', { scope: 'col', class: 'number' }, t('run.heldOut')), h('th', { scope: 'col', class: 'number' }, t('setting.rank')),
        h('th', { scope: 'col', class: 'number' }, t('column.size')), h('th', { scope: 'col' }, t('column.origin')), h('th', { scope: 'col' }, h('span', { class: 'visually-hidden' }, t('column.actions'))))),
      h('tbody', {}, versions.map((version) => versionRow(adapter, version, onPromote)))));
}

function versionRow(adapter, version, onPromote) {
  const isPromoted = version.version === adapter.promotedVersion;
  const { heldOutLossBefore: before, heldOutLossAfter: after } = version;
  return h('tr', { key: version.version, 'data-testid': 'adapter-version' },
    h('th', { scope: 'row', class: 'cell-main' }, h('span', { class: 'row' }, t('adapters.version', { version: version.version }), isPromoted && tag(t('adapters.isPromoted'), 'accent'))),
    h('td', { class: 'number', 'data-label': t('run.heldOut') }, format.lossChange(before, after) ?? '–'),
    h('td', { class: 'number', 'data-label': t('setting.rank') }, version.rank),
    h('td', { class: 'number', 'data-label': t('column.size') }, format.bytes(version.sizeBytes)),
    h('td', { 'data-label': t('column.origin') }, version.imported ? t('adapters.fromBundle') : version.runId ? h('a', { href: link(['runs', version.runId]) }, t('adapters.fromRun')) : '–', h('span', { class: 'quiet' }, ' · ', timeAgo(version.createdAt))),
    h('td', { class: 'cell-actions' }, h('div', { class: 'row' },
      !isPromoted && button({ label: t('adapters.promote'), icon: 'star', variant: 'quiet', testId: 'promote', onClick: () => onPromote(version.version) }),
      linkButton({ label: t('common.export'), icon: 'download', variant: 'quiet', testId: 'export-bundle', href: bundleAddress(adapter.name, version.version), download: true }))));
}
