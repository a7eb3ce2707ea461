// Real Baileys, in a process of its own, between the WhatsApp server of this folder's neighbour and a host.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { decryptMediaRetryData, encryptMediaRetryRequest } from 'baileys';
import { baseString, sign } from '../../src/history-import-bridge/lib/signing/signature.js';
import { keys } from './support/keys.js';
import { chat, historySet, message, World } from './support/world.js';

describe('a paired socket', { timeout: 600_000 }, () => {
  let world;
  let contact;
  let whatsapp;
  let receiver;
  let host;
  const stored = is => whatsapp.until(() => receiver.stored.find(is));
  const notificationOf = id => ({ kind, stanza }) => kind !== 'event' && stanza === id;
  const messageOf = id => ({ json }) => json?.event === 'messages.upsert' && json.data.messages.some(({ key }) => key.id === id);
  const askDoor = async (url, what, body) => {
    const path = `/connections/acme/support%20line/${what}`;
    const headers = { 'x-history-timestamp': `${Date.now()}` };
    headers['x-history-signature'] = sign(keys.fromHost, baseString('POST', path, headers, Buffer.from(body)));
    const response = await fetch(url + path, { method: 'POST', headers, body });
    return { status: response.status, ...(await response.json()) };
  };
  const settle = () => new Promise(resolve => setTimeout(resolve, 700));

  before(async () => {
    world = await World.make();
    await world.pair();
    ({ whatsapp, receiver, host } = world);
    contact = whatsapp.contact(chat);
  });
  beforeEach(() => {
    receiver.stored.length = 0;
    receiver.status = 204;
  });
  after(() => world.end());

  for (const inline of [true, false]) {
    it(`history ${inline ? 'inline' : 'by the CDN'} arrives as it was sent, once, with what its notification says`, async () => {
      const { id, deflated } = await whatsapp.phone.sendHistory(historySet([3, 2, 1], { chunkOrder: 4, progress: 80 }), { inline });
      const delivery = await stored(notificationOf(id));
      assert.deepEqual(delivery.body, deflated);
      assert.deepEqual([delivery['sync-type'], delivery['chunk-order'], delivery.progress, delivery.account], ['3', '4', '80', '5511900000001@s.whatsapp.net,99000000000001@lid']);
      assert.match(delivery.from, /^(5511900000001@s\.whatsapp\.net|99000000000001@lid)$/);
      await settle();
      assert.equal(receiver.stored.filter(notificationOf(id)).length, 1);
      assert.equal(whatsapp.companion.waiting, 0);
    });
  }

  it('messages of a contact and of a group arrive once', async () => {
    const ids = [await contact.say('hello'), await contact.sayIn('1203630000000001@g.us', 'in the group'), await contact.sayIn('1203630000000001@g.us', 'again')];
    for (const id of ids) await stored(messageOf(id));
    await settle();
    assert.deepEqual(receiver.stored.filter(({ json }) => json?.event === 'messages.upsert').length, 3);
    const [{ key, message: content, pushName }] = receiver.stored.find(messageOf(ids[1])).json.data.messages;
    assert.deepEqual([key.remoteJid, key.participant, content, pushName], ['1203630000000001@g.us', chat, { conversation: 'in the group' }, 'A contact']);
  });

  it('a notification that a contact sends is an ordinary message', async () => {
    const id = await contact.send({ protocolMessage: { type: 5, historySyncNotification: { syncType: 3, directPath: '/x', mediaKey: Buffer.alloc(32) } } });
    await stored(messageOf(id));
    await host.until(({ type }) => type === 'foreign-notification');
    assert.ok(!receiver.stored.some(({ kind }) => kind !== 'event'));
  });

  it('a blob that is gone, or not what it was, is reported with its notification', async () => {
    const gone = await whatsapp.phone.sendHistory(historySet([1]), { blob: { status: 410 } });
    const damaged = await whatsapp.phone.sendHistory(historySet([2]), { blob: { bytes: Buffer.alloc(64) } });
    assert.deepEqual((({ kind, loss, status }) => ({ kind, loss, status }))(await stored(notificationOf(gone.id))), { kind: 'loss', loss: 'gone', status: '410' });
    assert.equal((await stored(notificationOf(damaged.id))).loss, 'damaged');
  });

  it('a host that is away gets all of it later, answers first', async () => {
    receiver.status = 503;
    const first = await whatsapp.phone.sendHistory(historySet([1]), { inline: true });
    const said = await contact.say('while it was away');
    const answer = await whatsapp.phone.sendHistory({ ...historySet([2]), syncType: 6 }, { inline: true, notification: { peerDataRequestSessionId: 'R' } });
    await whatsapp.until(() => whatsapp.companion.waiting === 0);
    receiver.status = 204;
    await Promise.all([stored(notificationOf(first.id)), stored(messageOf(said)), stored(notificationOf(answer.id))]);
    assert.deepEqual(receiver.stored.filter(({ kind, json }) => kind === 'history' || json.event === 'messages.upsert').map(({ stanza }) => stanza), [answer.id, first.id, undefined]);
  });

  it('what came while the line was down arrives', async () => {
    whatsapp.cutLine();
    await whatsapp.until(() => !whatsapp.isConnected);
    const said = await contact.say('offline');
    const { id } = await whatsapp.phone.sendHistory(historySet([9]));
    await stored(messageOf(said));
    await stored(notificationOf(id));
    await whatsapp.until(() => whatsapp.companion.waiting === 0);
  });

  it('a page is asked for through the door, and its answer names the request', async () => {
    whatsapp.phone.chats.set(chat, Array.from({ length: 30 }, (_, i) => message(30 - i)));
    const { url } = await host.until(({ type }) => type === 'door');
    const ask = body => askDoor(url, 'fetches', body);
    const anchor = message(21);
    const { status, requestId } = await ask(JSON.stringify({ count: 20, chat, id: anchor.key.id, fromMe: anchor.key.fromMe, time: anchor.messageTimestamp }));
    assert.equal(status, 202);
    const delivery = await stored(({ request }) => request === requestId);
    assert.equal(delivery['sync-type'], '6');
    assert.deepEqual([whatsapp.phone.requests.at(-1).oldestMsgId, whatsapp.phone.requests.at(-1).onDemandMsgCount], [anchor.key.id, 20]);

    whatsapp.cutLine();
    await whatsapp.until(() => !whatsapp.isConnected);
    assert.equal((await ask(JSON.stringify({ count: 20, chat, id: 'A', fromMe: false, time: 1_700_000_000 }))).status, 503);
    await whatsapp.until(() => whatsapp.isConnected);
  });

  for (const [mood, said] of [['uploads', { result: 1, hasPath: true }], ['gone', { result: 2, hasPath: false }], ['cannot-read', { result: 3, hasPath: false }], ['error', { code: '2' }]]) {
    it(`a file is asked for through the door, and a phone in the mood '${mood}' answers as an event`, async () => {
      const { media } = whatsapp.phone;
      media.mood = mood;
      const id = `FILE-${mood}`;
      const { mediaKey } = await media.add(id, Buffer.from('a picture'));
      const { url } = await host.until(({ type }) => type === 'door');
      const request = encryptMediaRetryRequest({ id, remoteJid: chat, fromMe: false }, mediaKey, '5511900000001@s.whatsapp.net');
      const [ciphertext, iv] = request.content[0].content.map(({ content }) => Buffer.from(content).toString('base64'));
      assert.deepEqual(await askDoor(url, 'reuploads', JSON.stringify({ chat, id, fromMe: false, ciphertext, iv })), { status: 202 });

      const { json } = await stored(({ json: event }) => event?.event === 'messages.media-update' && event.data[0].key.id === id);
      const [{ key, media: sealed, error }] = json.data;
      assert.deepEqual(media.requests.at(-1), { id, chat, isRead: true });
      assert.equal(key.remoteJid, chat);
      if (mood === 'error') return assert.deepEqual(error.data, { code: said.code });
      const answer = await decryptMediaRetryData({ ciphertext: Buffer.from(sealed.ciphertext.data, 'base64'), iv: Buffer.from(sealed.iv.data, 'base64') }, mediaKey, id);
      assert.deepEqual({ result: answer.result, hasPath: Boolean(answer.directPath) }, said);
    });
  }

  it('a request for a file that the phone cannot read is told so', async () => {
    const { url } = await host.until(({ type }) => type === 'door');
    await whatsapp.phone.media.add('FILE-other', Buffer.from('a picture'));
    const body = { chat, id: 'FILE-other', fromMe: false, ciphertext: Buffer.alloc(40).toString('base64'), iv: Buffer.alloc(12).toString('base64') };
    assert.equal((await askDoor(url, 'reuploads', JSON.stringify(body))).status, 202);
    const { json } = await stored(({ json: event }) => event?.event === 'messages.media-update' && event.data[0].key.id === 'FILE-other');
    assert.deepEqual(json.data[0].error.data, { code: '3' });
  });

  it('nothing went wrong at the server, and no delivery was refused', () => {
    assert.deepEqual(whatsapp.errors, []);
    assert.deepEqual(receiver.refused, []);
  });
});
