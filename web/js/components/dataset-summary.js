import * as format from '../lib/format.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { say } from '../lib/phrases.js';
import { link } from '../lib/route.js';
import { wordFor } from './notes.js';
import { facts, timeAgo } from './status.js';

/** What a version holds and what was left out, so that the numbers add up. */
export function datasetSummary(version, dataset, versionChooser) {
  const { digest, note, notePhrase, createdAt, counts = [], drops = [], trainCount, heldOutCount, recallCount } = version;
  return h('section', { class: 'card stack', 'data-testid': 'dataset-summary' },
    h('div', { class: 'row-spread' },
      facts([
        [t('split.train'), format.count(trainCount), 'train-count'], [t('split.heldOut'), format.count(heldOutCount)],
        [t('split.recall'), recallCount > 0 ? format.count(recallCount) : null],
        [t('datasets.recipe'), dataset?.recipe && wordFor('recipe', dataset.recipe)],
        [t('datasets.collection'), dataset?.collection && h('a', { href: link(['documents', dataset.collection]) }, dataset.collection)],
        [t('common.created'), timeAgo(createdAt)],
        [t('common.digest'), h('code', { title: digest }, format.shortDigest(digest))],
      ]), versionChooser),
    note && h('p', { class: 'quiet' }, say(note, notePhrase)),
    (counts.length > 0 || drops.length > 0) && h('details', { class: 'disclosure' },
      h('summary', {}, t('datasets.how', { count: total(drops) })),
      h('div', { class: 'two-columns' },
        ledger(t('datasets.counts'), counts.map((item) => [say(item.name, item.phrase), item.count]), t('common.nothing')),
        ledger(t('datasets.drops'), drops.map((item) => [say(item.reason, item.phrase), item.count]), t('datasets.noDrops')))));
}

function total(drops) {
  return drops.reduce((sum, item) => sum + item.count, 0);
}

function ledger(title, entries, empty) {
  return h('div', {}, h('h3', {}, title), entries.length === 0
    ? h('p', { class: 'quiet' }, empty)
    : h('dl', { class: 'ledger' }, entries.map(([name, value]) => h('div', { key: name, class: 'ledger-row' }, h('dt', {}, name), h('dd', {}, format.count(value))))));
}
