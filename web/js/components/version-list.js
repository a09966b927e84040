import * as format from '../lib/format.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { say } from '../lib/phrases.js';
import { button } from './button.js';
import { tag, timeAgo } from './status.js';

/** The versions, newest first: how each came to be, and the way back to it. */
export function versionList({ versions, latest, shown, isBusy, onLook, onCompare, onRevert }) {
  return h('ol', { class: 'versions' }, versions.map((item) => {
    const { version, parent, note, notePhrase, createdAt, trainCount, heldOutCount, recallCount } = item;
    const before = parent ?? versions.find((other) => other.version < version)?.version;
    return h('li', { key: version, class: 'version-row', 'data-testid': 'version', 'data-version': version },
      h('div', { class: 'grow stack-tight' },
        h('div', { class: 'row' }, h('h3', {}, t('adapters.version', { version })), version === latest && tag(t('versions.newest'), 'train'), version === shown && tag(t('versions.shown'))),
        h('p', {}, say(note, notePhrase)),
        h('p', { class: 'small quiet' }, t('versions.rows', { count: trainCount + heldOutCount + recallCount }), ' · ', timeAgo(createdAt), ' · ', h('code', {}, format.shortDigest(item.digest)))),
      h('div', { class: 'row' },
        version !== shown && button({ label: t('versions.look'), variant: 'quiet', 'aria-label': t('versions.lookAt', { version }), onClick: () => onLook(version) }),
        before !== undefined && button({ label: t('versions.whatChanged'), variant: 'quiet', testId: 'what-changed', 'aria-label': t('versions.whatChangedIn', { version }), onClick: () => onCompare(before, version) }),
        version !== latest && button({ label: t('versions.revert'), icon: 'again', testId: 'revert', isBusy, 'aria-label': t('versions.revertTo', { version }), onClick: () => onRevert(version) })));
  }));
}
