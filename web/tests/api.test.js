import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import { listExamples } from '../js/api/datasets.js';
import { readEvents } from '../js/api/event-stream.js';
import { ApiError, get, observeFailures, path, post, query } from '../js/api/http.js';
import { Connection } from '../js/state/connection.js';
import { Library } from '../js/state/library.js';

const fetchBefore = globalThis.fetch;
afterEach(() => { globalThis.fetch = fetchBefore; });
const answer = (status, body, type = 'application/json') => new Response(body, { status, headers: { 'content-type': type } });
const stream = (...pieces) => new Response(new ReadableStream({
  start(controller) {
    for (const piece of pieces) controller.enqueue(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece);
    controller.close();
  },
}));

test('paths and queries are encoded', () => {
  assert.equal(path`/api/documents/${'a/b ?'}`, '/api/documents/a%2Fb%20%3F');
  assert.equal(query({ a: 1, b: '', c: undefined, d: null, e: 'x y&' }), '?a=1&e=x+y%26');
  assert.equal(query({}), '');
});

test('an error carries the server’s own sentence', async () => {
  globalThis.fetch = async () => answer(409, JSON.stringify({ error: { code: 'not_latest', message: 'Open version 3.', requestId: 'r1' } }));
  await assert.rejects(get('/x'), (error) => error instanceof ApiError && error.status === 409 && error.code === 'not_latest' && error.message === 'Open version 3.' && error.requestId === 'r1');
});

test('an error that is no JSON still has its status', async () => {
  globalThis.fetch = async () => answer(502, '<html>', 'text/html');
  await assert.rejects(get('/x'), (error) => error.status === 502 && error.code === 'http_error');
});

test('a server that does not answer is told to the observers', async () => {
  globalThis.fetch = async () => { throw new TypeError('fetch failed'); };
  const seen = [];
  const stop = observeFailures((error) => seen.push(error.code));
  await assert.rejects(get('/x'), (error) => error.isUnreachable);
  stop();
  await assert.rejects(get('/x'));
  assert.deepEqual(seen, ['unreachable']);
});

test('JSON is sent and an empty answer is null', async () => {
  globalThis.fetch = mock.fn(async () => new Response(null, { status: 204 }));
  assert.equal(await post('/x', { a: 1 }), null);
  const [, options] = globalThis.fetch.mock.calls[0].arguments;
  assert.equal(options.body, '{"a":1}');
  assert.equal(options.headers['Content-Type'], 'application/json');
});

test('rows are asked for by version, split and page', async () => {
  globalThis.fetch = mock.fn(async () => answer(200, '{}'));
  await listExamples('a b', { version: 2, split: 'heldOut', text: '', offset: 20 });
  assert.equal(globalThis.fetch.mock.calls[0].arguments[0], '/api/datasets/a%20b/examples?version=2&split=heldOut&offset=20&limit=20');
});

test('events are read across torn letters', async () => {
  const bytes = new TextEncoder().encode('event: token\ndata: {"text":"한글"}\n\n');
  const events = [];
  for await (const event of readEvents(stream(bytes.slice(0, 29), bytes.slice(29)))) events.push(event);
  assert.deepEqual(events, [{ name: 'token', data: { text: '한글' } }]);
});

test('leaving the loop closes the connection', async () => {
  const cancel = mock.fn();
  const body = new ReadableStream({ start(controller) { controller.enqueue(new TextEncoder().encode('data: 1\n\n')); }, cancel });
  for await (const event of readEvents({ body })) { assert.equal(event.data, 1); break; }
  assert.equal(cancel.mock.callCount(), 1);
});

const settled = () => new Promise((resolve) => { setImmediate(() => setImmediate(() => setImmediate(resolve))); });

test('a connection reads the overview, follows the events and starts over when the line breaks', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const overview = { version: '1', models: [], collections: [], datasets: [], runs: [], adapters: [], jobs: [] };
  const asked = [];
  globalThis.fetch = async (address) => {
    asked.push(address);
    return address === '/api/overview' ? answer(200, JSON.stringify(overview)) : stream('event: collection\ndata: {"name":"a","createdAt":"1"}\n\n');
  };
  const library = new Library();
  const connection = new Connection(library);
  const statuses = [];
  connection.addEventListener('change', () => statuses.push(connection.status));
  connection.start();
  await settled();
  assert.equal(library.collections.length, 1);
  assert.deepEqual(statuses, ['online', 'offline']);
  mock.timers.tick(500);
  await settled();
  assert.equal(asked.filter((address) => address === '/api/overview').length, 2);
  connection.stop();
  mock.timers.reset();
});

test('an expired login is told and not tried again', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  globalThis.fetch = mock.fn(async () => answer(401, '{"error":{"code":"unauthorized","message":"Log in."}}'));
  const connection = new Connection(new Library());
  connection.start();
  await settled();
  const count = globalThis.fetch.mock.callCount();
  mock.timers.tick(60_000);
  await settled();
  assert.equal(connection.status, 'expired');
  assert.equal(globalThis.fetch.mock.callCount(), count);
  mock.timers.reset();
});
