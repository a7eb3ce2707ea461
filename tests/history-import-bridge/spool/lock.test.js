import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { lockFolder } from '../../../src/history-import-bridge/lib/spool/lock.js';
import { temporaryFolder } from '../support/temporary.js';

test('lockFolder: a second bridge on the folder is refused, until the first lets go', async t => {
  const folder = await temporaryFolder(t);
  const release = await lockFolder(folder);
  await assert.rejects(lockFolder(folder), /Another bridge/);
  await release();
  await (await lockFolder(folder))();
});

test('lockFolder: a process that was killed holds nothing', async t => {
  const folder = await temporaryFolder(t);
  const url = new URL('../../../src/history-import-bridge/lib/spool/lock.js', import.meta.url);
  const script = `import { lockFolder } from ${JSON.stringify(url.href)}; await lockFolder(${JSON.stringify(folder)}); console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  await assert.rejects(lockFolder(folder), /Another bridge/);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await (await lockFolder(folder))();
});
