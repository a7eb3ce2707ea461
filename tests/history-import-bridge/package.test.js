import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const read = async path => JSON.parse(await readFile(new URL(path, import.meta.url), 'utf8'));

test('package: npm installs it beside the Baileys it is tested with', async () => {
  const { peerDependencies } = await read('../../src/history-import-bridge/package.json');
  const { dependencies } = await read('package.json');
  // npm takes a version before a release only where the range names one of the same release.
  const [release, before] = dependencies.baileys.split('-');
  assert.ok(before);
  assert.ok(peerDependencies.baileys.split(' || ').some(range => range.startsWith(`>=${release}-`)));
});
