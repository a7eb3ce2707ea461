import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFile, unlink } from 'node:fs/promises';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { encryptedStream } from 'baileys';
import { BlobFetcher } from '../../../src/history-import-bridge/lib/blob/blobFetcher.js';

const deflated = deflateSync(randomBytes(5000));
const { encFilePath, mediaKey, fileSha256, fileEncSha256 } = await encryptedStream(deflated, 'md-msg-hist', {});
const blob = await readFile(encFilePath);
await unlink(encFilePath);
const notification = { directPath: '/v/abc.enc?oh=1', mediaKey, fileSha256, fileEncSha256 };

const answers = (status, body = [blob]) => async () => ({ status, body });
const fetch = (download, said = notification, bounds = { blob: 1 << 20, inflated: 1 << 20 }) => new BlobFetcher(download, bounds).fetch(said);
const ends = end => error => error.end === end;
const changed = (bytes, at) => Buffer.concat([bytes.subarray(0, at), Buffer.from([bytes[at] ^ 1]), bytes.subarray(at + 1)]);

test('fetch: a blob of the real encoder comes out as it went in', async () => assert.deepEqual(await fetch(answers(200, [blob.subarray(0, 100), blob.subarray(100)])), deflated));

test('fetch: an inline blob needs no server', async () => {
  const initialHistBootstrapInlinePayload = deflated;
  assert.deepEqual(await fetch(() => assert.fail('asked'), { initialHistBootstrapInlinePayload }), deflated);
});

for (const status of [403, 404, 410]) test(`fetch: ${status} is gone`, () => assert.rejects(fetch(answers(status)), error => error.end === 'gone' && error.status === status));
for (const status of [301, 302, 206, 429, 500, 503]) test(`fetch: ${status} may be over at the next try`, () => assert.rejects(fetch(answers(status)), ends('passing')));

test('fetch: a line that breaks may be over at the next try', () => assert.rejects(fetch(async () => { throw new Error('broken'); }), ends('passing')));

test('fetch: a body that breaks off may be over at the next try', () => assert.rejects(fetch(answers(200, (async function* () {
  yield blob.subarray(0, 64);
  throw new Error('broken');
})())), ends('passing')));

for (const [what, bytes] of [
  ['a changed byte', changed(blob, 7)], ['a changed MAC', changed(blob, blob.length - 1)], ['the last block missing', Buffer.concat([blob.subarray(0, -26), blob.subarray(-10)])],
  ['half of it', blob.subarray(0, blob.length >> 1)], ['nothing', Buffer.alloc(0)], ['a page of HTML', Buffer.from('<html>')],
]) {
  test(`fetch: ${what} is damage`, () => assert.rejects(fetch(answers(200, [bytes])), ends('damaged')));
}

for (const said of [{ fileEncSha256: createHash('sha256').digest() }, { fileSha256: createHash('sha256').digest() }, { mediaKey: undefined }, { mediaKey: Buffer.alloc(31) }, { mediaKey: randomBytes(32) }]) {
  test(`fetch: another ${Object.keys(said)} of ${Object.values(said)[0]?.length ?? 'no'} bytes is damage`, () => assert.rejects(fetch(answers(200), { ...notification, ...said }), ends('damaged')));
}

test('fetch: an address elsewhere is refused before anybody is asked', () =>
  assert.rejects(fetch(() => assert.fail('asked'), { ...notification, directPath: '@evil.example/x' }), ends('refused')));

test('fetch: a blob beyond the bound is left at the bound', async () => {
  let read = 0;
  const body = (async function* () {
    for (; ; read++) yield Buffer.alloc(1000);
  })();
  await assert.rejects(fetch(answers(200, body), notification, { blob: 10_000, inflated: 1 }), ends('too-large'));
  assert.equal(read, 10);
});

test('fetch: what inflates beyond the bound is refused', () =>
  assert.rejects(fetch(undefined, { initialHistBootstrapInlinePayload: deflateSync(Buffer.alloc(50_000_000)) }), ends('too-large')));

test('fetch: what is no zlib is handed over, for the host to set aside', async () => {
  const initialHistBootstrapInlinePayload = Buffer.from('no zlib');
  assert.deepEqual(await fetch(undefined, { initialHistBootstrapInlinePayload }), initialHistBootstrapInlinePayload);
});
