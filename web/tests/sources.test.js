import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const root = new URL('../', import.meta.url);
const read = (name) => readFileSync(new URL(name, root), 'utf8');
const sources = readdirSync(new URL('js/', root), { recursive: true }).filter((name) => name.endsWith('.js')).map((name) => [name, read(`js/${name}`)]);

test('only the Markdown element sets markup, and no source evaluates text', () => {
  for (const [name, text] of sources) {
    if (name !== 'components/markdown-text.js') assert.doesNotMatch(text, /\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write/, name);
    assert.doesNotMatch(text, /\beval\(|new Function\(/, name);
  }
});

test('imports are relative, carry their extension and lead to a file', () => {
  for (const [name, text] of sources) {
    for (const [, target] of text.matchAll(/(?:from|import) '([^']+)'/g)) {
      assert.match(target, /^\.{1,2}\/.+\.js$/, `${name}: ${target}`);
      assert.ok(existsSync(new URL(target, new URL(`js/${name}`, root))), `${name}: ${target}`);
    }
  }
});

test('a source that is no string table stays readable', () => {
  for (const [name, text] of sources) if (!name.startsWith('strings/')) assert.ok(text.split('\n').length <= 260, name);
});

test('the page has no inline script, style or handler, and asks nobody else', () => {
  const page = read('index.html');
  assert.doesNotMatch(page, /<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|https?:\/\//);
});

test('every style sheet is in the list of layers and every listed one exists', () => {
  const listed = [...read('css/layers.css').matchAll(/url\("([^"]+)"\)/g)].map((match) => match[1]);
  const present = readdirSync(new URL('css/', root), { recursive: true }).filter((name) => name.endsWith('.css') && name !== 'layers.css');
  assert.deepEqual(listed.filter((name) => !name.startsWith('../vendor/')).sort(), present.sort());
});

test('components read meanings and not raw colours', () => {
  for (const name of readdirSync(new URL('css/', root), { recursive: true })) {
    if (name.endsWith('.css') && name !== 'tokens.css') assert.doesNotMatch(read(`css/${name}`), /var\(--raw-/, name);
  }
});

test('every vendor file has a digest, a source and a licence text', () => {
  for (const entry of JSON.parse(read('vendor.json')).files) {
    assert.match(entry.sha256, /^[0-9a-f]{64}$/, entry.file);
    assert.ok(entry.source.package && entry.source.version && entry.source.path, entry.file);
    assert.ok(read(entry.licenceFile).includes(`${entry.library} ${entry.version}`), entry.file);
  }
});
