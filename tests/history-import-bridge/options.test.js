import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as baileys from 'baileys';
import { openBridge } from 'history-import-bridge';
import { join } from 'node:path';
import { keys } from './support/keys.js';
import { temporaryFolder } from './support/temporary.js';

const good = { baileys, tenant: 'acme', connection: 'line', host: 'http://127.0.0.1:9/history-import', keys };

for (const wrong of [
  { baileys: {} }, { tenant: '' }, { connection: undefined }, { tenant: '..' }, { connection: '.' }, { host: 'ftp://desk.example' }, { host: 'desk' }, { keys: undefined }, { keys: { ...keys, toHost: 'short' } },
  { keys: { toHost: keys.toHost, fromHost: keys.toHost } },
]) {
  test(`openBridge: ${JSON.stringify(wrong)} is an error at once`, async t => {
    await assert.rejects(openBridge({ ...good, folder: join(await temporaryFolder(t), 'bridge'), ...wrong }), TypeError);
  });
}

test('openBridge: a second one on the same folder is refused, and one after it is closed is not', async t => {
  const options = { ...good, folder: join(await temporaryFolder(t), 'bridge') };
  const bridge = await openBridge(options);
  await assert.rejects(openBridge(options), /Another bridge/);
  await bridge.close();
  await (await openBridge(options)).close();
});
