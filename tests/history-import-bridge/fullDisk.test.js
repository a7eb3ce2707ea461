// A disk that is full on either side: the socket waits, or the host says that it cannot now. Once there is room all of it arrives.
import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { DotnetHost } from './support/dotnetHost.js';
import { SmallDisk } from './support/smallDisk.js';
import { chat, historySet, World } from './support/world.js';

describe('a disk that is full', { timeout: 600_000 }, () => {
  for (const isKilled of [false, true]) {
    it(`at the bridge${isKilled ? ', which is killed besides' : ''}: nothing is acknowledged until there is room, and then all of it arrives, once`, async t => {
      const host = new DotnetHost();
      const world = await World.make({ shouldSync: false }, {}, host);
      const disk = await SmallDisk.mount(world.folder, '24m');
      try {
        if (!disk) return t.skip('Nobody may mount here');
        await world.pair();
        const { whatsapp } = world;
        const contact = whatsapp.contact(chat);
        await contact.say('before');
        await settled(whatsapp);
        await world.host.until(({ type }) => type === 'removed');
        await new Promise(resolve => setTimeout(resolve, 500));
        await disk.fill();

        const ids = [(await whatsapp.phone.sendHistory(historySet([1]))).id, await contact.say('meanwhile'), (await whatsapp.phone.sendHistory(historySet([2]), { inline: true })).id];
        await world.host.until(({ type, reason }) => type === 'problem' && /ENOSPC/.test(reason));
        await new Promise(resolve => setTimeout(resolve, 2000));
        assert.deepEqual(whatsapp.receipts.filter(({ id }) => ids.includes(id)), []);
        assert.deepEqual(await bodies(host), ['before']);

        if (isKilled) await world.host.kill();
        await disk.free();
        if (isKilled) await world.start().open();
        await settled(whatsapp);
        await whatsapp.until(() => [ids[0], ids[2]].every(id => host.stored.some(({ stanza }) => stanza === id)));
        await whatsapp.until(() => host.stored.some(({ json }) => json?.data?.messages?.[0].key.id === ids[1]));
        assert.deepEqual(await bodies(host), ['before', 'meanwhile', 'synthetic 1', 'synthetic 2']);
      } finally {
        await world.host?.kill();
        await disk?.unmount();
        await world.end();
      }
      return undefined;
    });
  }

  it('at the host: it takes nothing until there is room, and then all of it arrives, once', async t => {
    const folder = await mkdtemp(join(tmpdir(), 'history-import-dotnet-'));
    const disk = await SmallDisk.mount(folder, '16m');
    if (!disk) return t.skip('Nobody may mount here');
    const host = new DotnetHost({ folder });
    const world = await World.make({ shouldSync: false }, {}, host);
    try {
      await world.pair();
      const { whatsapp } = world;
      const first = await whatsapp.phone.sendHistory(historySet([1]));
      await whatsapp.until(() => host.stored.some(({ stanza }) => stanza === first.id));
      await disk.fill();

      const numbers = Array.from({ length: 500 }, (_, i) => i + 2);
      const { id } = await whatsapp.phone.sendHistory(historySet(numbers));
      await world.host.until(({ type, reason }) => type === 'retry' && reason === 'The host answers 503');
      assert.ok(!host.stored.some(({ stanza }) => stanza === id));

      await disk.free();
      await whatsapp.until(() => host.stored.some(({ stanza }) => stanza === id));
      assert.deepEqual(await bodies(host), [1, ...numbers].map(i => `synthetic ${i}`).sort());
    } finally {
      await world.end().catch(() => {});
      await disk.unmount();
    }
    return undefined;
  });

  const settled = whatsapp => whatsapp.until(() => whatsapp.companion.waiting === 0);
  const bodies = async host => (await host.rows()).map(({ body }) => body).sort();
});
