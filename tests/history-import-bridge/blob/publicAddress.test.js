import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPublic, lookupPublic } from '../../../src/history-import-bridge/lib/blob/publicAddress.js';

for (const address of ['157.240.1.1', '8.8.8.8', '172.32.0.1', '100.128.0.1']) test(`isPublic: ${address} is`, () => assert.ok(isPublic(address, 4)));
for (const address of ['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '198.18.0.1']) {
  test(`isPublic: ${address} is not`, () => assert.ok(!isPublic(address, 4)));
}
for (const address of ['2a03:2880:f012::1', '2600::1']) test(`isPublic: ${address} is`, () => assert.ok(isPublic(address, 6)));
for (const address of ['::1', '::', 'fe80::1', 'fc00::1', 'fd12::1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '64:ff9b::a00:1', '2002:a00:1::', '2001:db8::1', 'ff02::1']) {
  test(`isPublic: ${address} is not`, () => assert.ok(!isPublic(address, 6)));
}

for (const options of [{ all: true }, { all: false }]) {
  test(`lookupPublic: a name of this machine is refused, ${JSON.stringify(options)}`, async () => {
    const error = await new Promise(resolve => lookupPublic('localhost', options, resolve));
    assert.equal(error.code, 'ENOTPUBLIC');
  });
}
