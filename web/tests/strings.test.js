import './support/page-globals.js';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { EDITABLE_SETTINGS } from '../js/state/plan-editor.js';
import { COLUMN_ROLES } from '../js/state/dataset-import.js';
import { CURATION_SETTINGS } from '../js/state/curation-editor.js';
import { EXPORT_FORMATS } from '../js/api/datasets.js';
import { KINDS } from '../js/components/row-filters.js';
import { GOALS } from '../js/components/goal-cards.js';
import { RECIPE_OPTIONS } from '../js/lib/recipes.js';
import { REVIEW_KEYS } from '../js/lib/review-keys.js';
import { SAMPLING_FIELDS } from '../js/lib/sampling.js';
import { tables } from '../js/lib/i18n.js';
import { en } from '../js/strings/en.js';
import { ko } from '../js/strings/ko.js';
import { phrasesEn } from '../js/strings/phrases-en.js';
import { phrasesKo } from '../js/strings/phrases-ko.js';
import { PLACES } from '../js/lib/places.js';

/** The filters of the curation, as the server names them. */
const FILTERS = ['boilerplate', 'exact-duplicates', 'near-duplicates', 'personal-data', 'secrets', 'language', 'length', 'contamination', 'quality'];

const root = new URL('../js/', import.meta.url);

function sources() {
  const files = readdirSync(root, { recursive: true }).filter((name) => name.endsWith('.js') && !name.startsWith('strings'));
  return files.map((name) => readFileSync(new URL(name, root), 'utf8')).join('\n');
}

function places(entry) {
  const texts = typeof entry === 'string' ? [entry] : Object.values(entry);
  return [...new Set(texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1])))].sort();
}

test('both languages have the same keys, each table in alphabetical order', () => {
  assert.deepEqual(Object.keys(tables.ko), Object.keys(tables.en));
  for (const table of [en, ko, phrasesEn, phrasesKo]) assert.deepEqual(Object.keys(table), [...Object.keys(table)].sort());
});

test('a text has the same places in both languages', () => {
  for (const key of Object.keys(tables.en)) assert.deepEqual(places(tables.ko[key]), places(tables.en[key]), key);
});

test('no text is empty and no Korean text is left in English', () => {
  // Some sentences of the server are made of nothing but other sentences.
  const sameOnPurpose = /^(format\.|sampling\.(minP|topK|topP)$|phrase\.(measure\.sensitive|scope\.filter)$)/;
  for (const [key, entry] of Object.entries(tables.ko)) {
    assert.notEqual(entry, '', key);
    if (!sameOnPurpose.test(key)) assert.notEqual(entry, tables.en[key], key);
  }
});

test('every key that the source names is in the table', () => {
  const named = [...sources().matchAll(/(?:\bt|\brich)\('([\w.-]+)'/g)].map((match) => match[1]);
  const chosen = [...sources().matchAll(/\? '([a-z]+\.[\w.]+)' : '([a-z]+\.[\w.]+)'/gi)].flatMap((match) => [match[1], match[2]]);
  assert.ok(named.length > 200);
  for (const key of [...named, ...chosen]) assert.ok(key in tables.en, key);
});

test('every key that is put together from a name is in the table', () => {
  const groups = {
    'nav.*': PLACES, 'setting.*': EDITABLE_SETTINGS.map((item) => item.name), 'setting.*.hint': EDITABLE_SETTINGS.map((item) => item.name),
    'sampling.*': SAMPLING_FIELDS.map((item) => item.name), 'sampling.*.hint': SAMPLING_FIELDS.map((item) => item.name),
    'mapping.role.*': ['none', ...COLUMN_ROLES], 'mapping.missing.*': ['nothing', 'question', 'answer', 'pair', 'either', 'thumb'], 'written.*': ['withRows', 'withoutRows'],
    'source.*': ['changed', 'vanished', 'removed'], 'source.*.short': ['changed', 'vanished', 'removed'], 'writer.*.hint': ['none', 'model', 'server'],
    'goal.*.name': GOALS.map((goal) => goal.recipe), 'goal.*.text': GOALS.map((goal) => goal.recipe), 'recipe.*': GOALS.map((goal) => goal.recipe),
    'state.*': ['used', 'duplicate', 'skipped', 'queued', 'running', 'finished', 'failed', 'cancelled', 'interrupted', 'done'],
    'stage.*': ['failed', 'cancelled', 'interrupted'], 'path.*': ['documents', 'dataset', 'tune', 'chat'],
    'path.state.*': ['waiting', 'current', 'running', 'done', 'stopped'], 'finish.*': ['length', 'cancelled'],
    'verdict.*.title': ['learned', 'little', 'worse', 'unknown'], 'verdict.*.text': ['learned', 'little', 'worse'],
    'activity.*': ['ingest', 'dataset', 'train'], 'announce.ingest.*': ['done', 'failed', 'cancelled'], 'announce.dataset.*': ['done', 'failed', 'cancelled'],
    'split.*': ['train', 'heldOut', 'recall'], 'kind.*': KINDS, 'role.*': ['system', 'user', 'assistant'],
    'format.*': ['text', 'markdown', 'html', 'pdf', 'docx', 'odt', 'epub', 'csv', 'json', 'jsonl',
      'pptx', 'xlsx', 'odp', 'ods', 'rtf', 'fb2', 'email', 'chat', 'latex',
      'restructuredText', 'asciidoc', 'info', 'notebook', 'xml', 'subtitles', 'code', 'doc', 'xls', 'ppt'], 'theme.*': ['system', 'light', 'dark'],
    'curation.*.name': FILTERS, 'curation.*.text': FILTERS, 'curation.*': CURATION_SETTINGS, 'curation.action.*': ['mask', 'drop', 'keep'],
    'review.*': REVIEW_KEYS.map((item) => item.action), 'review.said.*': ['good', 'bad', 'dropped', 'undone', 'allGood', 'allBad', 'allDrop'],
    'export.*': [...EXPORT_FORMATS, 'card'], 'export.*.text': [...EXPORT_FORMATS, 'card'], 'section.*': ['rows', 'review', 'filters', 'versions'],
    'option.*': Object.values(RECIPE_OPTIONS).flat(), 'option.*.hint': Object.values(RECIPE_OPTIONS).flat(), 'finding.*': ['drop', 'change', 'keep'],
    'difference.*': ['added', 'removed', 'changed', 'addedPart', 'removedPart'], 'datasets.rating.*': ['any', 'up', 'down', 'none'], 'datasets.by.*': ['kind', 'rating', 'edited'],
    'error.*': ['stream_lost', 'unreachable'], 'compare.*': ['left', 'right'], 'chart.*': ['step', 'loss', 'heldOut', 'recall'],
  };
  for (const [pattern, names] of Object.entries(groups)) for (const name of names) assert.ok(pattern.replace('*', name) in tables.en, pattern.replace('*', name));
});
