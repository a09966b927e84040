import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '../js/dom/patch.js';
import { h } from '../js/lib/h.js';
import { fakeContainer, takeMoves } from './support/fake-document.js';

test('text changes in place', () => {
  const root = fakeContainer();
  render(root, [h('p', {}, 'one')]);
  const paragraph = root.firstChild;
  const text = paragraph.firstChild;
  render(root, [h('p', {}, 'two')]);
  assert.equal(root.firstChild, paragraph);
  assert.equal(paragraph.firstChild, text);
  assert.equal(root.textContent, 'two');
});

test('markup in a text stays text', () => {
  const root = fakeContainer();
  render(root, [h('p', {}, '<img src=x onerror=alert(1)>')]);
  assert.equal(root.firstChild.childNodes.length, 1);
  assert.equal(root.firstChild.firstChild.nodeType, 3);
});

test('keyed elements keep their identity when their order changes', () => {
  const root = fakeContainer();
  const list = (keys) => keys.map((key) => h('li', { key }, key));
  render(root, list(['a', 'b', 'c']));
  const [a, b, c] = root.childNodes;
  render(root, list(['c', 'a', 'b']));
  assert.deepEqual(root.childNodes, [c, a, b]);
});

test('removing the first of many moves none of the others', () => {
  const root = fakeContainer();
  const list = (keys) => keys.map((key) => h('li', { key }, key));
  render(root, list(['a', 'b', 'c', 'd']));
  takeMoves();
  render(root, list(['b', 'c', 'd']));
  assert.equal(takeMoves(), 0);
  assert.equal(root.textContent, 'bcd');
});

test('an element that comes before others leaves them where they are', () => {
  const root = fakeContainer();
  render(root, [h('p', {}, 'body')]);
  const body = root.firstChild;
  render(root, [h('div', { class: 'banner' }, 'offline'), h('p', {}, 'body')]);
  assert.equal(root.childNodes[1], body);
});

test('a handler is replaced without listening twice', () => {
  const root = fakeContainer();
  const calls = [];
  render(root, [h('button', { onClick: () => calls.push('old') })]);
  render(root, [h('button', { onClick: () => calls.push('new') })]);
  root.firstChild.dispatch('click');
  assert.deepEqual(calls, ['new']);
});

test('a handler that is gone is not called', () => {
  const root = fakeContainer();
  const calls = [];
  render(root, [h('button', { onClick: () => calls.push('click') })]);
  render(root, [h('button', {})]);
  root.firstChild.dispatch('click');
  assert.deepEqual(calls, []);
});

test('attributes come, change and go', () => {
  const root = fakeContainer();
  render(root, [h('a', { href: '#/a', hidden: true, title: null })]);
  const { attributes } = root.firstChild;
  assert.deepEqual([...attributes], [['href', '#/a'], ['hidden', '']]);
  render(root, [h('a', { href: '#/b', hidden: false })]);
  assert.deepEqual([...attributes], [['href', '#/b']]);
});

test('a value that the user typed is written only when it differs', () => {
  const root = fakeContainer();
  render(root, [h('input', { value: 'a' })]);
  const input = root.firstChild;
  input.value = 'typed';
  render(root, [h('input', { value: 'typed' })]);
  assert.equal(input.value, 'typed');
  render(root, [h('input', { value: '' })]);
  assert.equal(input.value, '');
});

test('mount runs when an element stands in its place and unmount when it or its parent goes', () => {
  const root = fakeContainer();
  const seen = [];
  const child = h('input', { mount: (element) => seen.push(['mount', element.parentNode !== null]), unmount: () => seen.push(['unmount']) });
  render(root, [h('form', {}, child)]);
  render(root, [h('form', {}, child)]);
  render(root, []);
  assert.deepEqual(seen, [['mount', true], ['unmount']]);
});

test('custom elements get properties and keep their own content', () => {
  const root = fakeContainer();
  render(root, [h('loss-chart', { '.metrics': 1 })]);
  const chart = root.firstChild;
  chart.insertBefore(globalThis.document.createElement('canvas'), null);
  render(root, [h('loss-chart', { '.metrics': 2 })]);
  assert.equal(chart.metrics, 2);
  assert.equal(chart.childNodes.length, 1);
});

test('drawings are made in the namespace of drawings', () => {
  const root = fakeContainer();
  render(root, [h('svg', {}, h('path', { d: 'M0 0' }))]);
  assert.equal(root.firstChild.firstChild.namespaceURI, 'http://www.w3.org/2000/svg');
});

test('styles go through the style object, because the policy forbids style attributes', () => {
  const root = fakeContainer();
  render(root, [h('div', { style: { '--share': '0.5' } })]);
  render(root, [h('div', { style: {} })]);
  assert.equal(root.firstChild.attributes.has('style'), false);
  assert.equal(root.firstChild.style.values.size, 0);
});
