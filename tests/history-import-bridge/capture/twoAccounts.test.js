// Two accounts in one process, to which a contact writes at the same time: real libsignal, which has one queue for both.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addTransactionCapability, Curve, DEFAULT_CONNECTION_CONFIG, generateSignalPubKey, initAuthCreds } from 'baileys';
import { withSeam } from '../../../src/history-import-bridge/lib/capture/seam.js';

const contact = '5511900000002@s.whatsapp.net';
const silent = { level: 'silent', child: () => silent, trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} };

function somebody(jid, capture) {
  const kept = new Map();
  const store = {
    get: async (type, ids) => Object.fromEntries(ids.map(id => [id, kept.get(`${type} ${id}`)]).filter(([, value]) => value != null)),
    set: async data => {
      for (const [type, values] of Object.entries(data)) for (const [id, value] of Object.entries(values)) kept.set(`${type} ${id}`, value);
    },
  };
  const creds = initAuthCreds();
  const keys = addTransactionCapability(store, silent, { maxCommitRetries: 1, delayBetweenTriesMs: 1 });
  const make = DEFAULT_CONNECTION_CONFIG.makeSignalRepository;
  const repository = (capture ? withSeam(make, { decrypted: () => capture(kept) }, () => {}) : make)({ creds, keys }, silent, async () => []);
  return { jid, kept, creds, keys, repository };
}

async function introduce(sender, account) {
  const pair = Curve.generateKeyPair();
  await account.keys.set({ 'pre-key': { 1: pair } });
  const { registrationId, signedIdentityKey, signedPreKey } = account.creds;
  await sender.repository.injectE2ESession({
    jid: account.jid,
    session: {
      registrationId,
      identityKey: generateSignalPubKey(signedIdentityKey.public),
      signedPreKey: { keyId: signedPreKey.keyId, publicKey: generateSignalPubKey(signedPreKey.keyPair.public), signature: signedPreKey.signature },
      preKey: { keyId: 1, publicKey: generateSignalPubKey(pair.public) },
    },
  });
}

test('a ratchet is never committed before its message is kept, whoever else gets one', { timeout: 30_000 }, async () => {
  const early = [];
  const capture = type => async kept => {
    early.push([...kept.keys()].filter(key => key.startsWith(type)).length);
    await new Promise(resolve => setTimeout(resolve, 100));
  };
  const sender = somebody(contact);
  const accounts = ['5511900000001@s.whatsapp.net', '5511900000009@s.whatsapp.net'].map(jid => somebody(jid, capture('session ')));
  const first = [];
  for (const account of accounts) {
    await introduce(sender, account);
    first.push(await sender.repository.encryptMessage({ jid: account.jid, data: Buffer.from('one') }));
  }
  const opened = await Promise.all(accounts.map(({ repository }, i) => repository.decryptMessage({ jid: contact, ...first[i] })));
  assert.deepEqual(opened.map(String), ['one', 'one']);
  assert.deepEqual(early, [0, 0]);
  assert.deepEqual(accounts.map(({ kept }) => [...kept.keys()].filter(key => key.startsWith('session ')).length), [1, 1]);
});

test('the same holds while another account writes to whoever sent it', { timeout: 30_000 }, async () => {
  const early = [];
  const account = somebody('5511900000001@s.whatsapp.net', async kept => early.push([...kept.keys()].filter(key => key.startsWith('session ')).length));
  const other = somebody('5511900000009@s.whatsapp.net', async () => {});
  const sender = somebody(contact);
  await introduce(sender, account);
  await introduce(other, sender);
  const first = await sender.repository.encryptMessage({ jid: account.jid, data: Buffer.from('one') });
  const [, opened] = await Promise.all([other.repository.encryptMessage({ jid: contact, data: Buffer.from('two') }), account.repository.decryptMessage({ jid: contact, ...first })]);
  assert.equal(String(opened), 'one');
  assert.deepEqual(early, [0]);
});
