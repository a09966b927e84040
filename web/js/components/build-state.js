import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { say } from '../lib/phrases.js';
import { button } from './button.js';
import { note } from './notes.js';
import { progressBar } from './status.js';

/** A dataset that is being built: how far, what is being done, and the way to stop it. */
export function buildProgress({ job, options, onCancel }) {
  const message = say(job.message, job.phrase);
  return h('div', { class: 'stack-tight', 'data-testid': 'build-progress' },
    h('div', { class: 'row-spread' }, h('h3', {}, t('stage.building')), job.total > 0 && h('span', { class: 'quiet' }, t('stage.buildingCount', { done: job.done, total: job.total }))),
    progressBar({ done: job.done, total: job.total, label: t('stage.building') }),
    message && h('p', { class: 'quiet' }, message),
    options?.writer && h('p', { class: 'quiet small' }, t('writer.writes', { model: options.writer })),
    h('div', { class: 'row' }, button({ label: t('common.cancel'), testId: 'cancel-build', onClick: onCancel })));
}

/** A build that failed or was cancelled: why, and the way to go on. What a model has written until then is kept. */
export function buildFailure({ job, options, isBusy, onAgain }) {
  const isCancelled = job.state === 'cancelled';
  const reason = isCancelled ? t('stage.buildCancelled') : say(job.message, job.phrase) ?? t('stage.buildFailed');
  return note(isCancelled ? 'warning' : 'danger',
    h('div', { class: 'stack-tight', 'data-testid': 'build-failure' },
      h('p', {}, reason), options?.writer && job.done > 0 && h('p', { class: 'small' }, t('writer.kept', { done: job.done, total: job.total })),
      onAgain && h('div', { class: 'row' }, button({ label: t(options?.writer ? 'writer.goOn' : 'stage.buildAgain'), icon: 'again', isBusy, testId: 'build-again', onClick: onAgain }))));
}
