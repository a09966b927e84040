import * as format from '../lib/format.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { verdictOf } from '../lib/verdict.js';

/** What a finished run learned, in plain words, with how sure that is. */
export function verdictWords(run, heldOutCount) {
  const verdict = verdictOf(run, heldOutCount);
  const { outcome } = verdict;
  return h('div', { class: `verdict verdict-${outcome}`, 'data-testid': 'verdict' },
    h('h3', {}, t(`verdict.${outcome}.title`, { adapter: run.adapter })),
    outcome !== 'unknown' && h('p', {}, t(`verdict.${outcome}.text`, {
      before: format.percent(verdict.before, 1), after: format.percent(verdict.after, 1),
      lossBefore: format.loss(run.heldOutLossBefore), lossAfter: format.loss(run.heldOutLossBest),
    })),
    verdict.recallAfter !== null && h('p', { 'data-testid': 'verdict-recall' }, t('verdict.recall', {
      before: format.percent(verdict.recallBefore, 1), after: format.percent(verdict.recallAfter, 1),
      lossBefore: format.loss(run.recallLossBefore), lossAfter: format.loss(run.recallLossBest),
    })),
    verdict.keptEarlier && h('p', {}, t('verdict.keptEarlier', { step: run.bestStep, steps: run.steps })),
    verdict.isRough && h('p', { class: 'quiet' }, t('verdict.rough', { count: heldOutCount })));
}
