import * as format from '../lib/format.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { samplesByPrompt } from '../lib/series.js';

/** Rows of the table of losses: the newest, because a long run has thousands. */
const TABLE_LENGTH = 50;

/** The chart's figures as a table, for everyone who would rather read or cannot see them. */
export function lossTable({ steps, heldOut }) {
  const measured = new Map(heldOut.map((item) => [item.step, item]));
  const rows = [...new Set([...steps, ...heldOut].map((item) => item.step))].sort((a, b) => b - a).slice(0, TABLE_LENGTH);
  if (rows.length === 0) return null;
  const losses = new Map(steps.map((item) => [item.step, item.loss]));
  return h('details', { class: 'disclosure' }, h('summary', {}, t('chart.table')),
    h('div', { class: 'scroll-box', tabindex: '0', role: 'region', 'aria-label': t('chart.table') }, h('table', { class: 'table table-plain' },
      h('thead', {}, h('tr', {}, ['step', 'loss', 'heldOut', 'recall'].map((name) => h('th', { scope: 'col', class: 'number' }, t(`chart.${name}`))))),
      h('tbody', {}, rows.map((step) => h('tr', { key: step },
        h('th', { scope: 'row', class: 'number' }, format.count(step)),
        h('td', { class: 'number' }, losses.has(step) ? format.loss(losses.get(step)) : '–'),
        ...[measured.get(step)?.loss, measured.get(step)?.recallLoss].map((loss) => h('td', { class: 'number' }, loss === undefined ? '–' : format.loss(loss)))))))));
}

/** Sample questions: the answer now, beside the one before tuning and the reference. */
export function sampleList(samples) {
  return h('ol', { class: 'samples', 'data-testid': 'samples' }, samplesByPrompt(samples).map(({ prompt, reference, answers }) => {
    const first = answers[0];
    const latest = answers.at(-1);
    return h('li', { key: prompt, class: 'sample' },
      h('p', { class: 'sample-prompt' }, prompt),
      h('dl', { class: 'sample-answers' },
        answers.length > 1 && sampleAnswer(first.step === 0 ? t('sample.before') : t('sample.at', { step: first.step }), first.answer, 'before'),
        latest.step === 0 ? sampleAnswer(t('sample.before'), latest.answer, 'before') : sampleAnswer(t('sample.at', { step: latest.step }), latest.answer, 'latest'),
        reference && sampleAnswer(t('sample.reference'), reference, 'reference')),
      answers.length > 2 && h('details', { class: 'disclosure small' }, h('summary', {}, t('sample.all', { count: answers.length })),
        h('dl', { class: 'sample-answers' }, answers.map(({ step, answer }) => sampleAnswer(step === 0 ? t('sample.before') : t('sample.at', { step }), answer, 'before')))));
  }));
}

function sampleAnswer(label, text, tone) {
  return h('div', { class: `sample-answer sample-${tone}` }, h('dt', {}, label), h('dd', { tabindex: '0' }, text || t('sample.empty')));
}
