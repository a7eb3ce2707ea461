import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blobAddress, isAllowed } from '../../../src/history-import-bridge/lib/blob/address.js';

test('blobAddress: a path of WhatsApp keeps its query as it is', () => {
  const path = '/v/t62.0000-24/abc.enc?ccb=11-4&oh=01_x%2B&oe=65000000&_nc_sid=5e03e0';
  assert.equal(String(blobAddress(path)), `https://mmg.whatsapp.net${path}`);
});

for (const path of [undefined, null, '', 'v/abc', '@evil.example/x', '.evil.example/x', ':8443/x', 'https://evil.example/x']) {
  test(`blobAddress: ${JSON.stringify(path)} is refused`, () => {
    assert.throws(() => blobAddress(path), ({ end }) => end === 'refused');
  });
}

for (const path of ['//evil.example/x', '/\\evil.example/x', '/@evil.example', '/..//evil.example']) {
  test(`blobAddress: ${JSON.stringify(path)} stays at WhatsApp`, () => assert.equal(blobAddress(path).hostname, 'mmg.whatsapp.net'));
}

for (const [url, expected] of [
  ['https://mmg.whatsapp.net/x', true], ['https://media-gru1-1.cdn.whatsapp.net/x', true], ['http://mmg.whatsapp.net/x', false], ['https://mmg.whatsapp.net:8443/x', false],
  ['https://a@mmg.whatsapp.net/x', false], ['https://a:b@mmg.whatsapp.net/x', false], ['https://whatsapp.net/x', false], ['https://evilwhatsapp.net/x', false],
  ['https://mmg.whatsapp.net.evil.example/x', false], ['https://mmg.whatsapp.net@evil.example/x', false], ['https://127.0.0.1/x', false], ['ftp://mmg.whatsapp.net/x', false],
]) {
  test(`isAllowed: ${url} ${expected ? 'is' : 'is not'}`, () => assert.equal(isAllowed(new URL(url)), expected));
}
