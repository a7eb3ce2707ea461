import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as baileys from 'baileys';
import { Capture } from '../../../src/history-import-bridge/lib/capture/capture.js';
import { recorder } from '../support/temporary.js';

const me = { id: '5511900000001:7@s.whatsapp.net', lid: '99000000000001:7@lid' };
const phone = '5511900000001@s.whatsapp.net';
const friend = '5511900000002@s.whatsapp.net';
const notification = { protocolMessage: { type: 5, historySyncNotification: { directPath: '/x', syncType: 3 } } };

function setUp() {
  const kept = [];
  const observe = recorder();
  const capture = new Capture(baileys, { put: async (head, payload) => kept.push({ ...head, payload, json: head.kind === 'event' ? JSON.parse(payload) : undefined }) }, observe);
  /** A stanza comes, and is opened. */
  const receive = async (message, { from = friend, sender = from, id = 'STANZA', ...attrs } = {}) => {
    const ciphertext = Buffer.from('ciphertext');
    const stanza = { tag: 'message', attrs: { id, from, t: '1700000000', ...attrs }, content: [{ tag: 'enc', attrs: {}, content: ciphertext }] };
    capture.stanzas.add(stanza);
    await capture.decrypted(me, sender, ciphertext, baileys.encodeWAMessage(message));
  };
  return { capture, kept, observe, receive };
}

test('decrypted: a notification of our phone is kept as it came, by its number or its LID', async () => {
  const ids = new Set();
  for (const sender of [phone, '99000000000001@lid']) {
    const { kept, receive } = setUp();
    await receive(notification, { from: phone, sender, category: 'peer' });
    assert.deepEqual([kept.length, kept[0].kind, kept[0].from, kept[0].stanza], [1, 'history', sender, 'STANZA']);
    assert.deepEqual(Buffer.from(kept[0].payload), baileys.proto.Message.encode(notification).finish());
    ids.add(kept[0].id);
  }
  assert.equal(ids.size, 1);
});

test('decrypted: fields that Baileys does not know stay in the notification', async () => {
  const { kept, capture } = setUp();
  const plain = Buffer.concat([baileys.proto.Message.encode(notification).finish(), Buffer.from([0xfa, 0xff, 0x07, 1, 65])]);
  await capture.decrypted(me, phone, Buffer.from('c'), Buffer.concat([plain, Buffer.from([1])]));
  assert.deepEqual(Buffer.from(kept[0].payload), plain);
});

for (const [who, sender] of [['a contact', friend], ['another device of ours', '5511900000001:3@s.whatsapp.net'], ['a contact that claims our number as sender', friend]]) {
  test(`decrypted: a notification of ${who} is an ordinary message, and counted`, async () => {
    const { kept, observe, receive } = setUp();
    await receive(notification, { from: who.includes('claims') ? phone : sender, sender });
    assert.deepEqual(kept.map(({ kind }) => kind), ['event']);
    assert.equal(observe.of('foreign-notification').length, 1);
  });
}

test('decrypted: a message is kept as Baileys tells it, the same bytes when it comes again', async () => {
  const { kept, receive } = setUp();
  await receive({ conversation: 'hello' }, { notify: 'A name' });
  await receive({ conversation: 'hello' }, { notify: 'A name', offline: '1' });
  assert.equal(kept[0].json.event, 'messages.upsert');
  const [{ key, message, messageTimestamp, pushName }] = kept[0].json.data.messages;
  assert.deepEqual([key.remoteJid, key.id, key.fromMe, message, messageTimestamp, pushName], [friend, 'STANZA', false, { conversation: 'hello' }, 1_700_000_000, 'A name']);
  assert.deepEqual([kept[1].id, kept[1].payload], [kept[0].id, kept[0].payload]);
});

test('decrypted: a message that another device of ours sent goes to its chat', async () => {
  const { kept, receive } = setUp();
  await receive({ deviceSentMessage: { destinationJid: friend, message: { conversation: 'ours' } } }, { from: phone, recipient: friend });
  const [{ key, message }] = kept[0].json.data.messages;
  assert.deepEqual([key.remoteJid, key.fromMe, message], [friend, true, { conversation: 'ours' }]);
});

test('decrypted: keys of the session never leave it', async () => {
  const { kept, receive, capture } = setUp();
  const senderKeyDistributionMessage = { groupId: '1@g.us', axolotlSenderKeyDistributionMessage: Buffer.from('secret') };
  const share = { protocolMessage: { type: 6, appStateSyncKeyShare: { keys: [] } } };
  await receive({ senderKeyDistributionMessage });
  await receive({ senderKeyDistributionMessage, messageContextInfo: {} });
  await receive(share);
  await receive({ conversation: 'a peer message' }, { from: phone, category: 'peer' });
  await capture.told(me, 'messages.upsert', { type: 'notify', messages: [{ key: { id: 'A', remoteJid: phone, fromMe: true }, message: share }] });
  assert.equal(kept.length, 0);
  await receive({ senderKeyDistributionMessage, conversation: 'beside it' });
  assert.deepEqual(kept[0].json.data.messages[0].message, { conversation: 'beside it' });
});

test('decrypted: what cannot be read throws nothing', async () => {
  const { capture, observe } = setUp();
  await capture.decrypted(me, friend, Buffer.from('c'), Buffer.from([0xff, 0xff, 0xff, 1]));
  await capture.decrypted(me, friend, Buffer.from('c'), Buffer.alloc(0));
  assert.equal(observe.of('problem').length, 2);
});

test('told: what the seam has kept is not kept again, what it has not is', async () => {
  const { capture, kept, receive } = setUp();
  await receive({ conversation: 'hello' });
  const told = id => capture.told(me, 'messages.upsert', { type: 'notify', messages: [{ key: { id, remoteJid: friend, fromMe: false }, message: { conversation: 'hello' } }] });
  await told('STANZA');
  assert.equal(kept.length, 1);
  await told('OTHER');
  assert.equal(kept.length, 2);
});

test('told: the message that Baileys told stays as it is for its other listeners', async () => {
  const { capture } = setUp();
  const message = { conversation: 'a', senderKeyDistributionMessage: { groupId: '1@g.us' } };
  await capture.told(me, 'messages.upsert', { type: 'notify', messages: [{ key: { id: 'A', remoteJid: friend }, message }] });
  assert.deepEqual(message.senderKeyDistributionMessage, { groupId: '1@g.us' });
});

test('told: without the seam a notification of our phone is history all the same', async () => {
  const { capture, kept, observe } = setUp();
  const tell = id => capture.told(me, 'messages.upsert', { type: 'notify', messages: [{ key: { id, remoteJid: phone, fromMe: true }, message: notification }] });
  capture.stanzas.add({ tag: 'message', attrs: { id: 'A', from: phone } });
  await tell('A');
  assert.deepEqual([kept[0].kind, kept[0].from], ['history', phone]);
  capture.stanzas.add({ tag: 'message', attrs: { id: 'B', from: '5511900000001:3@s.whatsapp.net' } });
  await tell('B');
  await tell('NEVER SEEN');
  assert.deepEqual(kept.slice(1).map(({ kind }) => kind), ['event', 'event']);
  assert.equal(observe.of('foreign-notification').length, 2);
});

test('told: other events are kept whole, with their bytes as Baileys writes them', async () => {
  const { capture, kept } = setUp();
  await capture.told(me, 'messages.update', [{ key: { id: 'A' }, update: { status: 4, bytes: Buffer.from('a') } }]);
  assert.deepEqual(kept[0].json, { event: 'messages.update', data: [{ key: { id: 'A' }, update: { status: 4, bytes: { type: 'Buffer', data: 'YQ==' } } }] });
});
