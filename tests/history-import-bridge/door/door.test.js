import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { doorOf } from '../../../src/history-import-bridge/lib/door/door.js';
import { readFetchRequest } from '../../../src/history-import-bridge/lib/door/fetchRequest.js';
import { readReuploadRequest, reuploadStanza } from '../../../src/history-import-bridge/lib/door/reuploadRequest.js';
import { ReplayGuard } from '../../../src/history-import-bridge/lib/door/replayGuard.js';
import { baseString, sign } from '../../../src/history-import-bridge/lib/signing/signature.js';
import { keys } from '../support/keys.js';

const good = { count: 50, chat: '5511900000002@s.whatsapp.net', id: '3EB0AA', fromMe: false, time: 1_700_000_000 };
const file = { chat: '120363000000000001@g.us', id: '3EB0AA', fromMe: false, participant: '5511900000002@s.whatsapp.net', ciphertext: Buffer.alloc(40, 1).toString('base64'), iv: Buffer.alloc(12, 2).toString('base64') };
const path = '/door/connections/acme/support%20line/fetches';

async function door(test, more = {}) {
  const asked = [];
  const bridge = {
    path: '/connections/acme/support%20line',
    key: keys.fromHost,
    isOpen: () => true,
    fetch: async request => {
      asked.push(request);
      return 'the-request';
    },
    reupload: async request => {
      asked.push(request);
    },
    ...more,
  };
  const other = { ...bridge, path: '/connections/other/line', key: 'synthetic-key-of-another-connection', fetch: async () => assert.fail('another connection was asked') };
  const server = createServer(doorOf(() => [other, bridge]));
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const post = async ({ body = JSON.stringify(good), key = keys.fromHost, timestamp = Date.now(), to = path, method = 'POST', signedPath = to, headers } = {}) => {
    const signed = { 'x-history-timestamp': `${timestamp}` };
    const all = headers ?? { ...signed, 'x-history-signature': sign(key, baseString('POST', signedPath, signed, Buffer.from(body))) };
    const response = await fetch(`http://127.0.0.1:${server.address().port}${to}`, { method, headers: all, body: method === 'GET' ? undefined : body });
    return { status: response.status, headers: all, ...(await response.json()) };
  };
  return { post, asked };
}

test('door: a signed request reaches the phone, and its id comes back', async t => {
  const { post, asked } = await door(t);
  const { status, requestId } = await post();
  assert.deepEqual([status, requestId], [202, 'the-request']);
  assert.deepEqual(asked, [good]);
});

test('door: a wrong key, another path, no signature, an old and a future one are refused', async t => {
  const { post, asked } = await door(t);
  const now = Date.now();
  for (const request of [{ key: keys.toHost }, { signedPath: '/door/connections/other/line/fetches' }, { headers: {} }, { timestamp: now - 400_000 }, { timestamp: now + 400_000 }, { timestamp: NaN }]) {
    assert.equal((await post(request)).status, 401);
  }
  assert.equal(asked.length, 0);
});

test('door: the key of one connection opens no other', async t => {
  const { post } = await door(t);
  assert.equal((await post({ to: '/door/connections/other/line/fetches' })).status, 401);
});

test('door: what was sent before is refused', async t => {
  const { post, asked } = await door(t);
  const { headers } = await post();
  assert.equal((await post({ headers })).status, 401);
  assert.equal(asked.length, 1);
});

test('door: a connection that is not here, another method and a large body', async t => {
  const { post } = await door(t);
  assert.equal((await post({ to: '/door/connections/acme/none/fetches' })).status, 404);
  assert.equal((await post({ method: 'GET' })).status, 405);
  assert.equal((await post({ body: ' '.repeat(20_000) })).status, 413);
});

test('door: a socket that is not open, or cannot send', async t => {
  assert.equal((await (await door(t, { isOpen: () => false })).post()).status, 503);
  assert.equal((await (await door(t, { fetch: async () => { throw new Error('Connection Closed'); } })).post()).status, 503);
});

test('door: nothing that is not checked reaches the phone', async t => {
  const { post, asked } = await door(t);
  for (const body of ['', 'no json', 'null', '[]', JSON.stringify({ ...good, count: 51 })]) assert.equal((await post({ body })).status, 400);
  assert.equal(asked.length, 0);
});

for (const wrong of [
  { count: 0 }, { count: 51 }, { count: 1.5 }, { count: '50' }, { count: undefined }, { chat: '' }, { chat: 'no jid' }, { chat: 7 }, { chat: `${'1'.repeat(130)}@lid` }, { id: '' },
  { id: 'a\nb' }, { id: 'x'.repeat(129) }, { id: undefined }, { fromMe: undefined }, { fromMe: 'true' }, { time: 0 }, { time: undefined }, { time: 1_700_000_000_000 }, { time: '1700000000' }, { time: 1_700_000_000.5 },
]) {
  test(`readFetchRequest: ${JSON.stringify(wrong).slice(0, 60)} is told in words`, () => assert.equal(typeof readFetchRequest({ ...good, ...wrong }), 'string'));
}

test('readFetchRequest: what is not asked for is left out', () => assert.deepEqual(readFetchRequest({ ...good, more: 1 }), good));

test('door: a file is asked for, and nothing else than what was checked', async t => {
  const { post, asked } = await door(t);
  const to = '/door/connections/acme/support%20line/reuploads';
  assert.deepEqual((({ status, requestId }) => [status, requestId])(await post({ to, body: JSON.stringify({ ...file, more: 1 }) })), [202, undefined]);
  assert.deepEqual(asked, [{ ...file, ciphertext: Buffer.alloc(40, 1), iv: Buffer.alloc(12, 2) }]);
  assert.equal((await post({ to, body: JSON.stringify(good) })).status, 400);
  assert.equal((await post({ to: '/door/connections/acme/support%20line/constructor' })).status, 404);
});

for (const wrong of [
  { chat: 'no jid' }, { id: '' }, { fromMe: 'true' }, { participant: 'nobody' }, { participant: 7 }, { ciphertext: undefined }, { ciphertext: '' }, { ciphertext: 'AAAA' }, { ciphertext: 'no base64!' },
  { ciphertext: Buffer.alloc(1025).toString('base64') }, { iv: undefined }, { iv: Buffer.alloc(11).toString('base64') },
]) {
  test(`readReuploadRequest: ${JSON.stringify(wrong).slice(0, 60)} is told in words`, () => assert.equal(typeof readReuploadRequest({ ...file, ...wrong }), 'string'));
}

test('reuploadStanza: outside of groups it names no participant', () => {
  const [, rmr] = reuploadStanza(readReuploadRequest({ ...file, chat: good.chat, participant: null }), '5511900000001@s.whatsapp.net').content;
  assert.deepEqual(rmr, { tag: 'rmr', attrs: { jid: good.chat, from_me: 'false' } });
});

test('ReplayGuard: it forgets what its window refuses anyway', () => {
  const guard = new ReplayGuard(1000);
  assert.ok(guard.admits('a', 5000, 5000));
  assert.ok(!guard.admits('a', 5000, 5500));
  assert.ok(guard.admits('b', 5500, 5500));
  assert.ok(!guard.admits('a', 5000, 9000));
});
