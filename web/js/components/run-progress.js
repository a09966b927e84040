import * as format from '../lib/format.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { facts, progressBar } from './status.js';

/** How far a run is: steps, time left, loss and speed. */
export function runProgress(run) {
  const isWaiting = run.state === 'queued' || run.step === 0;
  const left = run.secondsLeft !== undefined ? t('run.left', { time: format.roughDuration(run.secondsLeft) }) : t('run.leftUnknown');
  const text = run.state === 'queued' ? t('run.waiting') : isWaiting ? t('run.starting') : t('run.step', { step: run.step, steps: run.steps });
  return h('div', { class: 'run-progress stack-tight' },
    h('div', { class: 'row-spread' },
      h('strong', { 'data-testid': 'run-step' }, text),
      h('span', { class: 'quiet', 'data-testid': 'run-left' }, isWaiting ? '' : left)),
    progressBar({ done: run.step, total: isWaiting ? 0 : run.steps, label: text }));
}

/** The figures of a run as facts. */
export function runFigures(run) {
  return facts([
    [t('run.loss'), run.loss !== undefined ? format.loss(run.loss) : null],
    [t('run.heldOut'), format.lossChange(run.heldOutLossBefore, run.heldOutLossBest), 'held-out-change'],
    [t('run.recall'), format.lossChange(run.recallLossBefore, run.recallLossBest), 'recall-change'],
    [t('run.bestStep'), run.bestStep ? format.count(run.bestStep) : null],
    [t('run.speed'), format.tokensPerSecond(run.tokens, run.seconds)],
    [t('run.tokens'), run.tokens ? format.compact(run.tokens) : null],
    [t('run.time'), run.seconds ? format.duration(run.seconds) : null],
    [t('run.memory'), run.peakMemoryBytes ? format.bytes(run.peakMemoryBytes) : null],
  ]);
}
