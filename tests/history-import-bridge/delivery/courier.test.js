import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import * as baileys from 'baileys';
import { BlobError } from '../../../src/history-import-bridge/lib/blob/blobError.js';
import { Courier } from '../../../src/history-import-bridge/lib/delivery/courier.js';
import { Spool } from '../../../src/history-import-bridge/lib/spool/spool.js';
import { recorder, temporaryFolder, until } from '../support/temporary.js';

const event = id => [{ id, kind: 'event', account: 'me@lid' }, Buffer.from(`{"event":"${id}"}`)];

function history(id, { path = `/${id}`, request } = {}) {
  const historySyncNotification = { directPath: path, syncType: 3, chunkOrder: 2, progress: 40, peerDataRequestSessionId: request };
  return [{ id, kind: 'history', answer: Boolean(request), from: '1@lid', stanza: `s-${id}` }, Buffer.from(baileys.proto.Message.encode({ protocolMessage: { historySyncNotification } }).finish())];
}

/** A courier between a spool that holds entries, and what the host and the server of blobs answer. */
async function courier(test, entries, { answer = () => ({ status: 204 }), blob = async () => Buffer.from('blob') } = {}) {
  const observe = recorder();
  const spool = await Spool.open(join(await temporaryFolder(test), 'spool'), observe);
  for (const entry of entries) await spool.put(...entry);
  const posted = [];
  const client = {
    async post(headers, body) {
      posted.push({ ...headers, body: String(body), at: Date.now() });
      return answer(posted.length, headers);
    },
  };
  const one = new Courier(baileys, spool, client, { fetch: blob }, observe, { first: 20, most: 80 });
  const running = one.run();
  test.after(async () => {
    one.close();
    await running;
    await spool.close();
  });
  return { posted, spool, observe, ids: () => posted.map(({ delivery }) => delivery), drained: () => until(() => spool.count === 0) };
}

test('run: oldest first, and what answers a request before all', async t => {
  const { ids, drained } = await courier(t, [event('a'), history('b'), event('c'), history('d', { request: 'r1' }), history('e', { request: 'r2' })]);
  await drained();
  assert.deepEqual(ids(), ['d', 'e', 'a', 'b', 'c']);
});

test('run: what comes later is delivered without being asked', async t => {
  const { ids, spool, drained } = await courier(t, [event('a')]);
  await drained();
  await spool.put(...event('b'));
  await drained();
  assert.deepEqual(ids(), ['a', 'b']);
});

test('run: the host learns what the notification says', async t => {
  const { posted, drained } = await courier(t, [history('b', { request: 'r1' })]);
  await drained();
  const { at, ...said } = posted[0];
  assert.deepEqual(said, { version: 1, delivery: 'b', account: undefined, from: '1@lid', stanza: 's-b', 'sync-type': 3, 'chunk-order': 2, progress: 40, request: 'r1', kind: 'history', body: 'blob' });
});

for (const [what, answer] of [['503', () => ({ status: 503 })], ['500', () => ({ status: 500 })], ['200', () => ({ status: 200 })], ['302', () => ({ status: 302 })], ['401', () => ({ status: 401 })], ['a line that breaks', () => { throw new Error('ECONNREFUSED'); }]]) {
  test(`run: ${what} keeps the delivery, and all others behind it`, async t => {
    const { ids, drained, observe } = await courier(t, [event('a'), event('b')], { answer: times => (times <= 3 ? answer() : { status: 204 }) });
    await drained();
    assert.deepEqual(ids(), ['a', 'a', 'a', 'a', 'b']);
    assert.deepEqual(observe.of('retry').map(({ wait }) => wait), [20, 40, 80]);
  });
}

test('run: a host that is not there is told from other failures', async t => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise(resolve => server.close(resolve));
  const { observe, drained } = await courier(t, [event('a')], { answer: times => (times === 1 ? fetch(`http://127.0.0.1:${port}`) : { status: 204 }) });
  await drained();
  assert.match(observe.of('retry')[0].reason, /^fetch failed: ECONNREFUSED: /);
});

test('run: a host that says when is asked no sooner', async t => {
  const { posted, drained } = await courier(t, [event('a')], { answer: times => (times === 1 ? { status: 503, retryAfter: 300 } : { status: 204 }) });
  await drained();
  assert.ok(posted[1].at - posted[0].at >= 299);
});

test('run: a refusal by a clock that differs says so', async t => {
  const { observe, drained } = await courier(t, [event('a')], { answer: times => (times === 1 ? { status: 401, date: Date.now() - 600_000 } : { status: 204 }) });
  await drained();
  assert.match(observe.of('retry')[0].reason, /differs from ours by 600 s/);
});

test('run: what the host set aside leaves the spool, and is reported', async t => {
  const { observe, drained } = await courier(t, [event('a')], { answer: () => ({ status: 422 }) });
  await drained();
  assert.equal(observe.of('problem').length, 1);
});

test('run: a delivery that is too large steps aside', async t => {
  const { ids, drained } = await courier(t, [event('a'), event('b')], { answer: (times, { delivery }) => ({ status: delivery === 'a' && times < 3 ? 413 : 204 }) });
  await drained();
  assert.deepEqual(ids(), ['a', 'b', 'a']);
});

for (const [end, status] of [['gone', 404], ['refused', undefined], ['too-large', undefined]]) {
  test(`run: a blob that is ${end} is reported as a loss, with its notification`, async t => {
    const entry = history('b');
    const { posted, drained, observe } = await courier(t, [entry], { blob: async () => { throw new BlobError(end, 'over', status); } });
    await drained();
    assert.deepEqual([posted.length, posted[0].kind, posted[0].loss, posted[0].status, posted[0].stanza], [1, 'loss', end, status, 's-b']);
    assert.equal(posted[0].body, String(entry[1]));
    assert.equal(observe.of('lost').length, 1);
  });
}

test('run: damage is tried five times before it is a loss', async t => {
  let tries = 0;
  const { posted, drained } = await courier(t, [history('b')], { blob: async () => { tries++; throw new BlobError('damaged', 'MAC'); } });
  await drained();
  assert.deepEqual([tries, posted.length, posted[0].loss], [5, 1, 'damaged']);
});

test('run: a server of blobs that is away holds nothing else up', async t => {
  let tries = 0;
  const blob = async () => {
    if (++tries < 4) throw new BlobError('passing', 'away');
    return Buffer.from('blob');
  };
  const { ids, drained } = await courier(t, [history('b'), event('c')], { blob });
  await drained();
  assert.deepEqual(ids(), ['c', 'b']);
});
