import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withSeam } from '../../../src/history-import-bridge/lib/capture/seam.js';

function setUp(transaction) {
  const log = [];
  const keys = {
    transaction: transaction ?? (async (work, key) => {
      log.push(`begin ${key}`);
      const result = await work();
      log.push(`commit ${key}`);
      return result;
    }),
  };
  const repository = {
    decryptMessage: async () => { log.push('decrypt'); return 'plain'; },
    decryptGroupMessage: async () => { log.push('decrypt group'); return 'plain'; },
  };
  const capture = { decrypted: async (me, sender, ciphertext, plain) => { log.push(`keep ${me.id} ${sender} ${ciphertext} ${plain}`); } };
  const made = withSeam(() => repository, capture, isThere => log.push(isThere))({ creds: { me: { id: 'me' } }, keys });
  return { log, made };
}

test('withSeam: a message is kept before its ratchet is committed', async () => {
  const { log, made } = setUp();
  assert.equal(await made.decryptMessage({ jid: 'a@lid', ciphertext: 'c' }), 'plain');
  assert.equal(await made.decryptGroupMessage({ group: 'g@g.us', authorJid: 'b@lid', msg: 'd' }), 'plain');
  assert.deepEqual(log, [true, 'begin a@lid', 'decrypt', 'keep me a@lid c plain', 'commit a@lid', 'begin g@g.us', 'decrypt group', 'keep me b@lid d plain', 'commit g@g.us']);
});

test('withSeam: transactions of a process, as up to 6.x, are no seam', async () => {
  const { log, made } = setUp(async work => work());
  await made.decryptMessage({ jid: 'a@lid' });
  assert.deepEqual(log, [false, 'decrypt']);
});
