import './support/page-globals.js';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { sourceNote } from '../js/components/source-note.js';
import { findAll, textOf } from '../js/lib/h.js';
import { setLanguage } from '../js/lib/i18n.js';
import { say, sayError, sayReason } from '../js/lib/phrases.js';

beforeEach(() => setLanguage('en'));
const inner = (code, text) => [{ code, text, values: {} }];

test('a sentence of the server follows the language and its plural', () => {
  const edited = (count) => ({ code: 'version.edited', values: { count } });
  assert.equal(say('1 rows edited', edited(1)), '1 row edited');
  assert.equal(say('x', edited(2)), '2 rows edited');
  setLanguage('ko');
  assert.equal(say('1 row edited', edited(1)), '행 1개 수정');
});

test('a phrase inside a phrase is said in the same language', () => {
  setLanguage('ko');
  const phrase = { code: 'scope.filter', values: { filter: inner('filter.secrets', 'Secrets'), reason: [{ code: 'finding.holds', text: 'holds a private key', values: { kinds: inner('kind.privateKey', 'private key') } }] } };
  assert.equal(say('Secrets: holds a private key', phrase), '비밀: 개인 키이(가) 들어 있음');
});

test('a sentence whose code is new to the page stays as the server said it', () => {
  assert.equal(say('As it is.', { code: 'tomorrow.new', values: {} }), 'As it is.');
  assert.equal(say('As it is.', null), 'As it is.');
  assert.equal(say(null, null), null);
});

test('why a file was left out is told in the reader’s language', () => {
  const document = { reason: '‘a.pdf’ is protected by a password.', reasonCode: 'encrypted' };
  assert.equal(sayReason(document), document.reason);
  setLanguage('ko');
  assert.match(sayReason(document), /암호/);
  assert.equal(sayReason({ reason: 'As it is.', reasonCode: 'unheard_of' }), 'As it is.');
});

test('what failed is told in the reader’s language, and a server that is gone in every language', () => {
  const error = { code: 'no_change', message: 'The filters are set like this already; change one of them.' };
  assert.equal(sayError(error), error.message);
  assert.match(sayError({ code: 'unreachable', message: 'x', isUnreachable: true }), /diapason serve/);
  setLanguage('ko');
  assert.match(sayError(error), /필터가 이미/);
  assert.equal(sayError({ code: 'unheard_of', message: 'As it is.' }), 'As it is.');
});

const SOURCE = { documentId: 'd', documentName: 'a.md', documentTitle: 'Leave', revision: 1, firstBlock: 2, lastBlock: 3, excerpt: 'There are 22 days.' };
const links = (note) => findAll(note, ({ tag }) => tag === 'a').map(({ props }) => props.href);

test('a source that changed says so and leads to what it was', () => {
  const note = sourceNote({ ...SOURCE, state: 'changed' }, 'c');
  assert.match(textOf(note), /a\.md · changed since Leave This document has changed since this row was made/);
  assert.deepEqual(links(note), ['#/documents/c/d?first=2&last=3&revision=1']);
  assert.deepEqual(links(sourceNote({ ...SOURCE, state: 'current' }, 'c')), ['#/documents/c/d?first=2&last=3']);
});

test('a source that is gone is named as far as it is known, and leads nowhere', () => {
  const note = sourceNote({ ...SOURCE, documentName: '', documentTitle: null, excerpt: '', state: 'removed' }, 'c');
  assert.match(textOf(note), /a document that is not here any more · removed/);
  assert.deepEqual(links(note), []);
});
