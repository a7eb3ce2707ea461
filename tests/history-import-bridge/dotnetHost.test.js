// Real Baileys and the bridge on one side, the real .NET host over SQLite on the other.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DotnetHost } from './support/dotnetHost.js';
import { chat, historySet, message, World } from './support/world.js';

describe('a .NET host', { timeout: 600_000 }, () => {
  let world;
  let host;
  let whatsapp;
  const bodies = async () => (await host.rows()).map(({ body }) => body).sort();
  const stored = is => whatsapp.until(() => host.stored.find(is));

  before(async () => {
    host = new DotnetHost();
    world = await World.make({}, {}, host);
    await world.pair();
    ({ whatsapp } = world);
  });
  after(() => world.end());

  it('history inline and by the CDN becomes rows, each once', async () => {
    for (const [numbers, inline] of [[[903, 902], true], [[905, 904], false]]) {
      const { id } = await whatsapp.phone.sendHistory(historySet(numbers), { inline });
      await stored(({ stanza }) => stanza === id);
    }
    assert.deepEqual(await bodies(), ['synthetic 902', 'synthetic 903', 'synthetic 904', 'synthetic 905']);
  });

  it('a message of a contact becomes a row, and a notification of theirs no history', async () => {
    const contact = whatsapp.contact('5511900000003@s.whatsapp.net');
    const said = await contact.say('hello');
    await contact.send({ protocolMessage: { type: 5, historySyncNotification: { syncType: 3, directPath: '/x', mediaKey: Buffer.alloc(32) } } });
    await world.host.until(({ type }) => type === 'foreign-notification');
    await whatsapp.until(() => whatsapp.companion.waiting === 0);
    await stored(({ json }) => json?.data?.messages?.some(({ key }) => key.id === said));
    assert.ok((await bodies()).includes('hello'));
  });

  it('a blob that is gone is set aside as a loss', async () => {
    const { id } = await whatsapp.phone.sendHistory(historySet([1]), { blob: { status: 410 } });
    await stored(({ stanza, kind }) => stanza === id && kind === 'loss');
    const [loss, ...others] = await host.setAside();
    assert.deepEqual([loss.Cause, loss.Headers.stanza, loss.Headers.status, others.length], ['Lost', id, '410', 0]);
  });

  it('an import of a chat asks the phone through the door until it has no more', async () => {
    whatsapp.phone.chats.set(chat, Array.from({ length: 120 }, (_, i) => message(905 - i)));
    const { url } = await world.host.until(({ type }) => type === 'door');
    await host.ask(`door ${url}`, 'door');
    const { outcome, fetchRequests } = await host.import(chat);
    const rows = (await host.rows()).filter(({ body }) => body.startsWith('synthetic'));
    assert.equal(outcome, 'Completed');
    assert.ok(fetchRequests >= 3, `${fetchRequests} requests`);
    assert.equal(new Set(rows.map(({ id }) => id)).size, 120);
    assert.equal(rows.length, 120);
  });

  const picture = async (id, bytes) => {
    const said = await whatsapp.phone.media.add(id, Buffer.from(bytes));
    const { id: stanza } = await whatsapp.phone.sendHistory(historySet([], {
      conversations: [{ id: chat, messages: [{ message: { key: { remoteJid: chat, fromMe: false, id }, message: { imageMessage: { ...said, mimetype: 'image/jpeg' } }, messageTimestamp: 1_700_000_000 }, msgOrderId: 1 }] }],
    }));
    await stored(({ stanza: one }) => one === stanza);
    await host.rows();
    return said;
  };

  it('a picture comes from the servers, encrypted as it lies there', async () => {
    await picture('PICTURE', 'the box');
    assert.deepEqual(await host.recover(chat, 'PICTURE'), { state: 'Stored', reason: 'None', content: 'the box' });
    assert.equal(whatsapp.phone.media.requests.length, 0);
  });

  for (const [mood, end] of [
    ['uploads', { state: 'Stored', reason: 'None', content: 'the box, uploads' }], ['gone', { state: 'GoneFromPhone', reason: 'NotOnPhone', content: null }],
    ['error', { state: 'GoneFromPhone', reason: 'NotOnPhone', content: null }], ['fails', { state: 'Pending', reason: 'PhoneFailed', content: null }],
    ['cannot-read', { state: 'Expired', reason: 'PhoneCannotRead', content: null }], ['silent', { state: 'Pending', reason: 'NoAnswer', content: null }],
  ]) {
    it(`a picture that the servers no longer have, and a phone in the mood '${mood}', ends as ${end.state}`, async () => {
      const id = `PICTURE-${mood}`;
      const { directPath } = await picture(id, `the box, ${mood}`);
      whatsapp.cdn.change(directPath, { status: 410 });
      whatsapp.phone.media.mood = mood;
      const { url } = await world.host.until(({ type }) => type === 'door');
      await host.ask(`door ${url}`, 'door');
      assert.deepEqual(await host.recover(chat, id), end);
      assert.deepEqual(whatsapp.phone.media.requests.at(-1), { id, chat, isRead: true });
    });
  }

  it('the host dies amid it all, and nothing is missing', async () => {
    const deaths = host.deaths;
    await host.arm('stored', 'history');
    await whatsapp.phone.sendHistory(historySet([2001]));
    await whatsapp.until(() => host.deaths > deaths);
    await host.waitUntilUp();
    const { id } = await whatsapp.phone.sendHistory(historySet([2002]));
    await stored(({ stanza }) => stanza === id);
    assert.deepEqual((await bodies()).filter(body => body.startsWith('synthetic 20')), ['synthetic 2001', 'synthetic 2002']);
  });
});
