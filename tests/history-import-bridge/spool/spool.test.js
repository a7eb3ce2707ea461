import assert from 'node:assert/strict';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Spool } from '../../../src/history-import-bridge/lib/spool/spool.js';
import { recorder, temporaryFolder } from '../support/temporary.js';

const head = id => ({ id, kind: 'event' });
const ids = spool => [...spool.entries()].map(entry => entry.head.id);

async function open(test, path, observe = recorder(), bounds) {
  const spool = await Spool.open(path, observe, bounds);
  test.after(() => spool.close().catch(() => {}));
  return spool;
}

async function filled(test, count, bounds) {
  const path = join(await temporaryFolder(test), 'spool');
  const observe = recorder();
  const spool = await open(test, path, observe, bounds);
  for (let i = 0; i < count; i++) await spool.put(head(`d${i}`), Buffer.from(`payload ${i}`));
  return { path, spool, observe };
}

test('put: what was put is there for the next process, in order and whole', async t => {
  const { path } = await filled(t, 3);
  const next = await open(t, path);
  assert.deepEqual(ids(next), ['d0', 'd1', 'd2']);
  for (const entry of next.entries()) assert.equal(String(await next.payload(entry)), `payload ${entry.head.id[1]}`);
});

test('put: the same delivery is kept once', async t => {
  const { path, spool, observe } = await filled(t, 1);
  const { size } = await stat(path);
  await spool.put(head('d0'), Buffer.from('payload 0'));
  assert.equal((await stat(path)).size, size);
  assert.equal(observe.of('spooled').length, 1);
});

test('remove: what was removed does not come back', async t => {
  const { path, spool } = await filled(t, 3);
  await spool.remove('d1');
  assert.deepEqual(ids(await open(t, path)), ['d0', 'd2']);
});

test('remove: the last one empties the file', async t => {
  const { path, spool } = await filled(t, 2);
  await spool.remove('d0');
  await spool.remove('d1');
  assert.equal((await stat(path)).size, 0);
  await spool.put(head('next'), Buffer.from('x'));
  assert.deepEqual(ids(await open(t, path)), ['next']);
});

test('remove: a file that is mostly dead is rewritten, and what lives in it stays readable', async t => {
  const { path, spool } = await filled(t, 50, { rewriteAt: 200 });
  const { size } = await stat(path);
  for (let i = 0; i < 49; i++) await spool.remove(`d${i}`);
  assert.ok((await stat(path)).size < size / 4);
  await spool.put(head('more'), Buffer.from('payload of more'));
  for (const one of [spool, await open(t, path)]) {
    assert.deepEqual(ids(one), ['d49', 'more']);
    assert.deepEqual(await Promise.all([...one.entries()].map(async entry => String(await one.payload(entry)))), ['payload 49', 'payload of more']);
  }
});

test('answers: those that answer a request, oldest first, whatever was removed, and for the next process', async t => {
  const { path, spool } = await filled(t, 5, { rewriteAt: 100 });
  for (let i = 0; i < 4; i++) await spool.put({ ...head(`a${i}`), answer: true }, Buffer.from('x'));
  for (const id of ['d0', 'd1', 'd2', 'd3', 'd4', 'a1']) await spool.remove(id);
  for (const one of [spool, await open(t, path)]) assert.deepEqual([...one.answers()].map(entry => entry.head.id), ['a0', 'a2', 'a3']);
});

test('open: a record torn at any byte is cut, and those before it stay', async t => {
  const { path, spool } = await filled(t, 2);
  const whole = await readFile(path);
  const [first] = spool.entries();
  for (let length = first.recordLength + 1; length < whole.length; length++) {
    await writeFile(path, whole.subarray(0, length));
    const next = await open(t, path);
    assert.deepEqual(ids(next), ['d0']);
    await next.close();
    assert.equal((await stat(path)).size, first.recordLength);
  }
});

test('open: a last record of the right length and the wrong content is cut', async t => {
  const { path, spool } = await filled(t, 2);
  const bytes = await readFile(path);
  bytes.fill(0, [...spool.entries()][1].offset);
  await writeFile(path, bytes);
  assert.deepEqual(ids(await open(t, path)), ['d0']);
});

for (const [what, change] of [['content', entry => [entry.offset, 1]], ['length', entry => [entry.recordOffset, 0xff]]]) {
  test(`open: a damaged ${what} before the end is reported, and nothing is thrown away`, async t => {
    const { path, spool } = await filled(t, 3);
    const bytes = await readFile(path);
    const [, second] = spool.entries();
    const [at, by] = change(second);
    bytes[at] ^= by;
    await writeFile(path, bytes);
    const observe = recorder();
    assert.deepEqual(ids(await open(t, path, observe)), ['d0']);
    assert.equal(observe.of('problem').length, 1);
    const [aside] = (await readdir(join(path, '..'))).filter(name => name.startsWith('spool.cut-'));
    assert.deepEqual(await readFile(join(path, '..', aside)), bytes);
  });
}

/** A file on a disk that is full for some writes. */
class FullDisk {
  size = 0;
  kept = [];
  failures;

  constructor(failures) {
    this.failures = failures;
  }

  async append(bytes) {
    if (this.failures-- > 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    this.kept.push(bytes);
    this.size += bytes.length;
    return this.size - bytes.length;
  }

  async truncate() {
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  }
}

test('put: while the disk is full it waits and reports, and throws nothing', async () => {
  const observe = recorder();
  const disk = new FullDisk(4);
  await new Spool(disk, 'spool', observe, { waits: { first: 1, most: 4 } }).put(head('d0'), Buffer.from('x'));
  assert.equal(disk.kept.length, 1);
  assert.deepEqual(observe.events.map(({ type }) => type), ['problem', 'problem', 'problem', 'problem', 'spooled']);
  assert.match(observe.events[0].reason, /ENOSPC/);
});

test('remove: on a full disk what was delivered is forgotten all the same', async () => {
  const disk = new FullDisk(0);
  const spool = new Spool(disk, 'spool', recorder(), { waits: { first: 1, most: 4 } });
  await spool.put(head('d0'), Buffer.from('x'));
  await spool.remove('d0');
  assert.equal(spool.count, 0);
});
