import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one test. */
export async function temporaryFolder(test) {
  const folder = await mkdtemp(join(tmpdir(), 'history-import-bridge-'));
  test.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** An observer that remembers. */
export function recorder() {
  const events = [];
  const observe = event => events.push(event);
  observe.events = events;
  observe.of = type => events.filter(event => event.type === type);
  return observe;
}

/** Waits until something is so. */
export async function until(what, within = 60_000) {
  const end = Date.now() + within;
  while (!what()) {
    if (Date.now() > end) throw new Error(`It took too long until ${what}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}
