// Real Baileys 6.17.16, which has no seam: what it tells goes the same road, after its receipts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import codec from 'baileys-6/lib/WABinary/index.js';
import { chat, historySet, World } from './support/world.js';

test('a socket of 6.x: history arrives as it was sent, with messages as events, and the host hears of the fallback', { timeout: 300_000 }, async t => {
  const world = await World.make({ module: 'baileys-6' }, { codecs: { 2: codec } });
  t.after(() => world.end());
  await world.pair();
  const { whatsapp, receiver, host } = world;
  await host.until(({ type }) => type === 'fallback');

  const sets = [await whatsapp.phone.sendHistory(historySet([3, 2])), await whatsapp.phone.sendHistory(historySet([1]), { inline: true, notification: { peerDataRequestSessionId: 'R' } })];
  const said = [await whatsapp.contact(chat).say('one'), await whatsapp.contact('5511900000003@s.whatsapp.net').say('two')];
  for (const { id, deflated } of sets) {
    const { body, from } = await whatsapp.until(() => receiver.stored.find(({ kind, stanza }) => kind === 'history' && stanza === id));
    assert.deepEqual(body, deflated);
    assert.equal(from, '5511900000001@s.whatsapp.net');
  }
  for (const id of said) await whatsapp.until(() => receiver.stored.some(({ json }) => json?.event === 'messages.upsert' && json.data.messages.some(({ key }) => key.id === id)));
  assert.equal(receiver.stored.find(({ request }) => request === 'R').stanza, sets[1].id);
  assert.ok(!receiver.stored.some(({ body }) => body.includes('appStateSyncKeyShare')));
  assert.deepEqual(whatsapp.errors, []);
});
