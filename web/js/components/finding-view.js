import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { say } from '../lib/phrases.js';
import { button } from './button.js';
import { differenceView } from './difference-view.js';
import { exampleBody } from './example-body.js';
import { sourceNote } from './source-note.js';
import { tag } from './status.js';

/**
 * A row that a filter took: why, on what evidence, and the way to put it back.
 *
 * @param {object} options
 * @param {object} options.finding
 * @param {boolean} options.isRestored Whether it is put back, as far as it is decided.
 * @param {(isRestored: boolean) => void} [options.onRestore] Left out where nothing can be changed.
 */
export function findingView({ finding, isRestored, collection, onRestore }) {
  const { row, action, reason, phrase, evidence, related, split, example, replacement, source } = finding;
  return h('li', { key: row, class: 'finding stack-tight', 'data-testid': 'finding', 'data-row': row },
    h('div', { class: 'row-spread' },
      h('div', { class: 'row' }, h('span', { class: 'small quiet' }, `#${row + 1}`), tag(t(`finding.${action}`), action === 'drop' ? 'accent' : 'plain'),
        split && tag(t(`split.${split}`), split), isRestored && tag(t('finding.restored'), 'train'),
        isRestored !== finding.isRestored && tag(t('finding.waiting'), 'accent')),
      action !== 'keep' && onRestore && button({
        label: t(isRestored ? 'finding.takeAgain' : 'finding.putBack'), variant: 'quiet', icon: isRestored ? 'close' : 'again', testId: 'restore',
        'aria-label': t(isRestored ? 'finding.takeAgainRow' : 'finding.putBackRow', { row: row + 1 }), onClick: () => onRestore(!isRestored),
      })),
    h('p', { class: 'finding-reason' }, say(reason, phrase)),
    evidence?.length > 0 && h('ul', { class: 'evidence-list small' }, evidence.map((quote, index) => h('li', { key: index }, h('code', {}, quote)))),
    related?.length > 0 && h('p', { class: 'small quiet' }, t('finding.related', { rows: related.map((other) => `#${other + 1}`).join(', ') })),
    replacement && !isRestored ? differenceView(example, replacement) : exampleBody(example),
    source && sourceNote(source, collection));
}
