// Whatever goes wrong between a bridge and its host has a clear end: nothing that was acknowledged is lost, and nothing gets where it does not belong.
// Real Baileys and the bridge on one side, the real .NET host over SQLite on the other.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { request as send } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import { proto } from 'baileys';
import { DotnetHost } from './support/dotnetHost.js';
import { keys } from './support/keys.js';
import { chat, historySet, message, World } from './support/world.js';

describe('between a bridge and a .NET host', { timeout: 600_000 }, () => {
  let world;
  let host;
  let whatsapp;
  let number = 100;
  const options = { shouldSync: false };
  const stored = id => whatsapp.until(() => host.stored.find(({ stanza }) => stanza === id));
  const bodies = async () => (await host.rows()).map(({ body }) => body).sort();
  const setAside = async stanza => (await host.setAside()).find(({ Headers }) => Headers.stanza === stanza);
  const history = async () => {
    const { id } = await whatsapp.phone.sendHistory(historySet([++number]));
    return { id, body: `synthetic ${number}` };
  };
  const retry = (reason) => world.host.until(told => told.type === 'retry' && reason.test(told.reason));
  const again = async more => {
    await world.host?.kill();
    world.options = { ...options, ...more };
    await world.start().open();
  };
  const notify = async (set, change) => {
    const deflated = deflateSync(proto.HistorySync.encode(proto.HistorySync.fromObject(set)).finish());
    const said = { syncType: 3, chunkOrder: 1, progress: 50, ...(await whatsapp.cdn.upload(deflated)) };
    return whatsapp.phone.send({ protocolMessage: { type: 5, historySyncNotification: { ...said, ...(await change(said)) } } });
  };

  before(async () => {
    host = new DotnetHost();
    world = await World.make(options, {}, host);
    await world.pair();
    ({ whatsapp } = world);
  });
  after(() => world.end());

  /** Something goes wrong, is mended, and what came in between is there once. */
  async function waitsUntilMended(wrong, reason) {
    const known = await bodies();
    await again(wrong);
    const { id, body } = await history();
    await retry(reason);
    await whatsapp.until(() => whatsapp.companion.waiting === 0);
    assert.deepEqual(await bodies(), known);
    assert.equal(await setAside(id), undefined);
    await again();
    await stored(id);
    assert.deepEqual(await bodies(), [...known, body].sort());
  }

  it('a wrong secret: refused, kept, and taken as soon as it is right', () =>
    waitsUntilMended({ keys: { ...keys, toHost: 'synthetic-key-that-is-not-the-right-one' } }, /^The host answers 401$/));

  for (const [what, seconds] of [['behind', -600], ['ahead', 600]]) {
    it(`a clock that is ${what}: refused with the difference, kept, and taken as soon as it is right`, () =>
      waitsUntilMended({ skew: seconds * 1000 }, new RegExp(`^The host answers 401; its clock differs from ours by ${seconds < 0 ? '-6' : '(599|60)'}`)));
  }

  for (const [what, wrong] of [['secret', { keys: { ...keys, fromHost: 'synthetic-key-that-is-not-the-right-one' } }], ['clock', { skew: 600_000 }]]) {
    it(`a wrong ${what} at the door: the import says so, and the phone is asked nothing`, async () => {
      await again(wrong);
      await host.ask(`door ${(await world.host.until(({ type }) => type === 'door')).url}`, 'door');
      const asked = whatsapp.phone.requests.length;
      const { fetchReason } = await host.import(chat);
      assert.match(fetchReason, /compare the keys \(fromHost there\) and the clocks/);
      assert.equal(whatsapp.phone.requests.length, asked);
      await again();
    });
  }

  it('a delivery that somebody repeats: refused, and no row is there twice', async () => {
    await stored((await history()).id);
    const { request: { method, url, headers: { host: _, connection: __, ...headers } }, body } = host.last;
    const known = await bodies();
    assert.equal((await fetch(new URL(url, host.address), { method, headers, body })).status, 401);
    assert.deepEqual(await bodies(), known);
  });

  it('bodies of a gigabyte: refused where the bound is, in bounded memory, and others are taken', async () => {
    await stored((await history()).id);
    const before = await memory(host.pid);
    const { url, headers } = host.last.request;
    // More of them than all the room there is: what one took is given back.
    for (let times = 0; times < 5; times++) assert.equal(await gigabyte(new URL(url, host.address), { ...headers, 'x-history-timestamp': `${Date.now()}` }), 413);
    assert.equal(await gigabyte(new URL(url, host.address), {}), 401);
    assert.ok(await memory(host.pid) - before < 200_000, `${before} kB before, ${await memory(host.pid)} kB at most`);
    await stored((await history()).id);
  });

  it('a blob whose MAC is wrong: reported with its notification, and no row', async () => {
    const known = await bodies();
    const id = await notify(historySet([++number]), async ({ directPath }) => {
      const bytes = Buffer.from(await (await fetch(whatsapp.cdn.url + directPath)).arrayBuffer());
      bytes[bytes.length - 1] ^= 1;
      whatsapp.cdn.change(directPath, { bytes });
    });
    await stored(id);
    const { Cause, Headers } = await setAside(id);
    assert.deepEqual([Cause, Headers.loss, await bodies()], ['Lost', 'damaged', known]);
  });

  it('an address outside of WhatsApp: nobody is asked, and it is reported', async () => {
    const asked = whatsapp.cdn.requests.length;
    const id = await notify(historySet([++number]), () => ({ directPath: '@evil.example/x' }));
    await stored(id);
    const { Cause, Headers } = await setAside(id);
    assert.deepEqual([Cause, Headers.loss, whatsapp.cdn.requests.length], ['Lost', 'refused', asked]);
  });

  it('a second bridge on the same folder: ends at once, and the first goes on', async () => {
    const first = world.host;
    const second = world.start();
    world.host = first;
    assert.equal(await second.ended, '1');
    const { id, body } = await history();
    await stored(id);
    assert.equal((await bodies()).filter(one => one === body).length, 1);
  });

  it('a second device of the account that delivers to the same connection: each row once', async () => {
    await beside({}, async other => {
      const { id } = await history();
      await stored(id);
      const twice = await other.phone.sendHistory(historySet([number, ++number]));
      await stored(twice.id);
    });
    const mine = (await bodies()).filter(body => [number - 1, number].some(one => body === `synthetic ${one}`));
    assert.deepEqual(mine, [`synthetic ${number - 1}`, `synthetic ${number}`]);
  });

  it('the bridge of another account that delivers to the same connection: it waits, and nothing mixes', async () => {
    const known = await bodies();
    await beside({ jid: '5511900000009@s.whatsapp.net', lid: '99000000000009@lid' }, async (other, bridge) => {
      await other.phone.sendHistory(historySet([++number]));
      await bridge.until(({ type, reason }) => type === 'retry' && reason === 'The host answers 503');
      assert.ok(!bridge.told.some(({ type, kind }) => type === 'delivered' && kind === 'history'));
    });
    assert.deepEqual(await bodies(), known);
    await stored((await history()).id);
  });

  /** Another phone with another device, whose bridge delivers to the same host and connection. */
  async function beside(server, work) {
    const other = await World.make(options, server, { listen: () => host });
    try {
      await other.pair();
      await work(other.whatsapp, other.host);
    } finally {
      other.receiver = { close() {} };
      await other.end();
    }
  }

  function gigabyte(url, { 'content-length': _, ...headers }) {
    return new Promise((resolve, reject) => {
      const request = send(url, { method: 'POST', agent: false, headers }, response => {
        response.resume();
        resolve(response.statusCode);
        isOver = true;
      });
      let left = 1 << 30;
      let isOver = false;
      const piece = Buffer.alloc(1 << 20, 'x');
      const more = () => {
        while (left > 0 && !isOver) {
          left -= piece.length;
          if (!request.write(piece)) return request.once('drain', more);
        }
        return request.destroy();
      };
      request.on('error', reject);
      more();
    });
  }
});

/** The most memory that a process had, in kB. */
async function memory(pid) {
  return Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))[1]);
}
