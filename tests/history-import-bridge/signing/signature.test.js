import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { protocolHeaders } from '../../../src/history-import-bridge/lib/signing/headers.js';
import { baseString, isSignedBy, sign } from '../../../src/history-import-bridge/lib/signing/signature.js';
import { keys } from '../support/keys.js';

const path = '/history-import/connections/acme/support%20line/deliveries';
const headers = { 'x-history-timestamp': '1700000000000', 'x-history-kind': 'event' };
const base = baseString('POST', path, headers, Buffer.alloc(0));

test('sign: the example of docs/bridge.md is true', async () => {
  const page = await readFile(new URL('../../../docs/bridge.md', import.meta.url), 'utf8');
  assert.ok(page.includes(`the signature is \`${sign(keys.toHost, base)}\``), sign(keys.toHost, base));
});

for (const [what, other] of Object.entries({
  method: baseString('PUT', path, headers, Buffer.alloc(0)),
  connection: baseString('POST', path.replace('acme', 'other'), headers, Buffer.alloc(0)),
  timestamp: baseString('POST', path, { ...headers, 'x-history-timestamp': '1700000000001' }, Buffer.alloc(0)),
  'a header': baseString('POST', path, { ...headers, 'x-history-kind': 'history' }, Buffer.alloc(0)),
  'one more header': baseString('POST', path, { ...headers, 'x-history-request': 'a' }, Buffer.alloc(0)),
  body: baseString('POST', path, headers, Buffer.from('a')),
})) {
  test(`isSignedBy: another ${what} is not signed`, () => assert.ok(!isSignedBy(keys.toHost, other, sign(keys.toHost, base))));
}

test('isSignedBy: neither the key of the other direction nor anything that is no signature counts', () => {
  assert.ok(isSignedBy(keys.toHost, base, sign(keys.toHost, base)));
  for (const signature of [sign(keys.fromHost, base), undefined, '', ['a'], 'x'.repeat(64), sign(keys.toHost, base).toUpperCase()]) assert.ok(!isSignedBy(keys.toHost, base, signature));
});

test('baseString: order and case of headers make no difference, others are not in it', () => {
  assert.equal(baseString('post', path, { 'X-History-Kind': 'event', 'X-History-Timestamp': '1700000000000', 'x-history-signature': 'a', host: 'b' }, Buffer.alloc(0)), base);
});

test('protocolHeaders: a value can break out of no line, and JIDs stay readable', () => {
  assert.deepEqual(protocolHeaders({ request: 'a\r\nx-evil: b é', account: '55119:0@s.whatsapp.net,9@lid', progress: 0, stanza: undefined, from: '' }), {
    'x-history-request': 'a%0D%0Ax-evil:%20b%20%C3%A9',
    'x-history-account': '55119:0@s.whatsapp.net,9@lid',
    'x-history-progress': '0',
  });
  assert.equal(protocolHeaders({ request: '\ud800' })['x-history-request'], '%EF%BF%BD');
});
