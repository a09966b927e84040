import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesFromDrop, filesFromInput } from '../js/dom/dropped-files.js';

const file = (name) => ({ name, isDirectory: false, file: (done) => done({ name }) });
// Like a browser: hands out two entries at a time, then an empty list.
const folder = (name, children) => ({
  name, isDirectory: true, createReader: () => {
    let at = 0;
    return { readEntries: (done) => { at += 2; done(children.slice(at - 2, at)); } };
  },
});
const drop = (...entries) => ({ items: entries.map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry })) });

test('a dropped folder is walked to its end, with paths', async () => {
  const { items, leftOut } = await filesFromDrop(drop(folder('notes', [file('b.md'), file('a.md'), folder('deep', [file('c.md')]), file('d.md'), file('e.md')]), file('single.txt')));
  assert.deepEqual(items.map((item) => item.path), ['notes/a.md', 'notes/b.md', 'notes/d.md', 'notes/deep/c.md', 'notes/e.md', 'single.txt']);
  assert.equal(leftOut, 0);
});

test('hidden things are left out and counted', async () => {
  const { items, leftOut } = await filesFromDrop(drop(folder('notes', [file('.DS_Store'), folder('.git', [file('x'), file('y')]), file('a.md'), file('Thumbs.db')])));
  assert.deepEqual(items.map((item) => item.path), ['notes/a.md']);
  assert.equal(leftOut, 3);
});

test('an empty folder gives no files', async () => {
  assert.deepEqual((await filesFromDrop(drop(folder('empty', [])))).items, []);
});

test('a picked folder keeps its paths', () => {
  const { items, leftOut } = filesFromInput([{ name: 'a.md', webkitRelativePath: 'notes/a.md' }, { name: 'x', webkitRelativePath: 'notes/.git/x' }, { name: 'b.md', webkitRelativePath: '' }]);
  assert.deepEqual(items.map((item) => item.path), ['notes/a.md', 'b.md']);
  assert.equal(leftOut, 1);
});
