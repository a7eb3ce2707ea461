import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountOf, isOwnPrimary } from '../../../src/history-import-bridge/lib/capture/account.js';

const me = { id: '5511900000001:7@s.whatsapp.net', lid: '99000000000001:7@lid' };

for (const jid of ['5511900000001@s.whatsapp.net', '5511900000001:0@s.whatsapp.net', '99000000000001@lid', '99000000000001:0@lid', '5511900000001@c.us']) {
  test(`isOwnPrimary: ${jid} is`, () => assert.ok(isOwnPrimary(jid, me)));
}

for (const jid of [
  '5511900000001:7@s.whatsapp.net', '5511900000001:1@s.whatsapp.net', '99000000000001:7@lid', '5511900000002@s.whatsapp.net', '99000000000001@s.whatsapp.net', '5511900000001@lid',
  '5511900000001@g.us', '5511900000001@s.whatsapp.net.evil.example', '15511900000001@s.whatsapp.net', '', undefined,
]) {
  test(`isOwnPrimary: ${jid} is not`, () => assert.ok(!isOwnPrimary(jid, me)));
}

test('isOwnPrimary: without an account nobody is', () => {
  for (const nobody of [undefined, null, {}, { id: '', lid: '' }]) assert.ok(!isOwnPrimary('5511900000001@s.whatsapp.net', nobody));
});

test('accountOf: number and LID, without device', () => {
  assert.equal(accountOf(me), '5511900000001@s.whatsapp.net,99000000000001@lid');
  assert.equal(accountOf({ id: me.id }), '5511900000001@s.whatsapp.net');
  assert.equal(accountOf(undefined), undefined);
});
