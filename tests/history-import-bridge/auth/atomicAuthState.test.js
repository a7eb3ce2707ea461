import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as baileys from 'baileys';
import { useAtomicAuthState } from 'history-import-bridge';
import { recorder, temporaryFolder } from '../support/temporary.js';

test('state: credentials and keys are there the next time', async t => {
  const folder = await temporaryFolder(t);
  const { state, saveCreds } = await useAtomicAuthState(folder, baileys);
  state.creds.me = { id: '1:7@s.whatsapp.net' };
  await saveCreds();
  await state.keys.set({ session: { '1.0': Buffer.from('s'), '2.0': Buffer.from('t') }, 'pre-key': { 1: { public: Buffer.from('p'), private: Buffer.from('q') } } });
  await state.keys.set({ session: { '2.0': null } });

  const next = await useAtomicAuthState(folder, baileys);
  assert.deepEqual(next.state.creds.me, state.creds.me);
  assert.deepEqual(next.state.creds.noiseKey, state.creds.noiseKey);
  assert.deepEqual(await next.state.keys.get('session', ['1.0', '2.0']), { '1.0': Buffer.from('s'), '2.0': null });
  assert.deepEqual((await next.state.keys.get('pre-key', ['1']))['1'].public, Buffer.from('p'));
});

test('state: a folder of useMultiFileAuthState goes on working, and the other way round', async t => {
  const folder = await temporaryFolder(t);
  const theirs = await baileys.useMultiFileAuthState(folder);
  await theirs.saveCreds();
  await theirs.state.keys.set({ session: { '1_1.0': Buffer.from('s') }, 'sender-key': { 'a@g.us::b::0': Buffer.from('k') }, 'app-state-sync-key': { A: { keyData: Buffer.from('d') } } });
  const ours = await useAtomicAuthState(folder, baileys);
  assert.deepEqual(ours.state.creds.signedIdentityKey, theirs.state.creds.signedIdentityKey);
  for (const [type, ids] of [['session', ['1_1.0', 'none']], ['sender-key', ['a@g.us::b::0']], ['app-state-sync-key', ['A']]]) assert.deepEqual(await ours.state.keys.get(type, ids), await theirs.state.keys.get(type, ids));
  await ours.state.keys.set({ session: { '3.0': Buffer.from('new') } });
  assert.deepEqual((await theirs.state.keys.get('session', ['3.0']))['3.0'], Buffer.from('new'));
});

test('state: credentials that cannot be read are an error, not a new identity', async t => {
  const folder = await temporaryFolder(t);
  for (const text of ['', '{"noiseKey":']) {
    await writeFile(join(folder, 'creds.json'), text);
    await assert.rejects(useAtomicAuthState(folder, baileys));
  }
});

test('state: a key that cannot be read is as none, and reported', async t => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'session-1.0.json'), '');
  const observe = recorder();
  const { state } = await useAtomicAuthState(folder, baileys, { observe });
  assert.deepEqual(await state.keys.get('session', ['1.0']), { '1.0': null });
  assert.equal(observe.of('problem').length, 1);
});

test('state: a folder that is opened while an earlier socket still writes shows what was written', async t => {
  const folder = await temporaryFolder(t);
  const { state, saveCreds } = await useAtomicAuthState(folder, baileys);
  const writing = state.keys.set({ session: Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`${i}.0`, Buffer.from('s')])) });
  state.creds.me = { id: '1:7@s.whatsapp.net' };
  const saving = saveCreds();
  const next = await useAtomicAuthState(folder, baileys);
  assert.deepEqual(next.state.creds.me, state.creds.me);
  await Promise.all([writing, saving]);
});

test('state: a process that is killed while it writes loses no identity', async t => {
  const folder = await temporaryFolder(t);
  await mkdir(folder, { recursive: true });
  let identity;
  for (let kill = 0; kill < 5; kill++) {
    const child = fork(fileURLToPath(new URL('../support/writer.js', import.meta.url)), [folder]);
    await once(child, 'message');
    await new Promise(resolve => setTimeout(resolve, 20 * kill + 7));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { state } = await useAtomicAuthState(folder, baileys);
    identity ??= state.creds.registrationId;
    assert.equal(state.creds.registrationId, identity);
  }
  assert.ok((await readdir(folder)).includes('creds.json'));
});
