import { mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { syncFolder } from '../spool/appendFile.js';
import { harmless, reasonOf } from '../observer.js';
import { untilDone } from '../waiting.js';

/**
 * An authentication state in a folder, in the files of `useMultiFileAuthState`, so that a paired folder goes on working. A kill leaves each
 * file old or new, never empty; and credentials that are there and cannot be read are an error, never a new identity. While the disk is full it waits.
 * @param {string} folder
 * @param {Pick<typeof import('baileys'), 'BufferJSON' | 'initAuthCreds' | 'proto'>} baileys
 * @param {{ observe?: import('../observer.js').Observer }} [options]
 * @returns {Promise<{ state: import('baileys').AuthenticationState, saveCreds: () => Promise<void> }>}
 */
export async function useAtomicAuthState(folder, baileys, { observe } = {}) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const tell = harmless(observe);
  const files = new AtomicFiles(folder, error => tell({ type: 'problem', where: 'auth', reason: reasonOf(error) }));
  const { replacer, reviver } = baileys.BufferJSON;

  const kept = await files.read('creds.json');
  /** @type {import('baileys').AuthenticationCreds} */
  const creds = kept === null ? baileys.initAuthCreds() : JSON.parse(kept, reviver);

  /** @type {import('baileys').SignalKeyStore} */
  const keys = {
    async get(type, ids) {
      const entries = await Promise.all(ids.map(async id => /** @type {const} */ ([id, await readKey(`${type}-${id}.json`)])));
      return Object.fromEntries(entries.map(([id, value]) => [id, type === 'app-state-sync-key' && value ? baileys.proto.Message.AppStateSyncKeyData.fromObject(value) : value]));
    },
    async set(data) {
      await files.write(Object.entries(data).flatMap(([type, values]) => Object.entries(values ?? {}).map(([id, value]) =>
        /** @type {[string, string | null]} */ ([`${type}-${id}.json`, value ? JSON.stringify(value, replacer) : null]))));
    },
  };

  /** @param {string} name */
  async function readKey(name) {
    const text = await files.read(name);
    try {
      return text === null ? null : JSON.parse(text, reviver);
    } catch {
      // Another store's kill left it so. The protocol makes a new key, as if there were none.
      tell({ type: 'problem', where: 'auth', reason: 'A key could not be read' });
      return null;
    }
  }

  return { state: { creds, keys }, saveCreds: () => files.write([['creds.json', JSON.stringify(creds, replacer)]]) };
}

const atOnce = 64;

/**
 * The last write to each folder. A host opens the folder again as soon as a socket has closed, when that socket may still be writing.
 * @type {Map<string, Promise<void>>}
 */
const lastWrites = new Map();

/** Files that are replaced as a whole. Writes to a folder happen one after another, and reads come after them. */
class AtomicFiles {
  #folder;
  #report;

  /**
   * @param {string} folder
   * @param {(error: unknown) => void} report
   */
  constructor(folder, report) {
    this.#folder = resolve(folder);
    this.#report = report;
  }

  /** @param {string} name */
  async read(name) {
    await lastWrites.get(this.#folder);
    try {
      return await readFile(this.#path(name), 'utf8');
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** @param {[name: string, text: string | null][]} changes null deletes */
  write(changes) {
    const write = (lastWrites.get(this.#folder) ?? Promise.resolve()).then(() => untilDone(() => this.#writeNow(changes), this.#report));
    lastWrites.set(this.#folder, write);
    return write;
  }

  /** @param {[name: string, text: string | null][]} changes */
  async #writeNow(changes) {
    const written = changes.filter(([, text]) => text !== null);
    // Hundreds of pre-keys come at once, and a process may hold only so many open files.
    for (let i = 0; i < written.length; i += atOnce) {
      await Promise.all(written.slice(i, i + atOnce).map(([name, text]) => writeDurable(this.#temporary(name), /** @type {string} */ (text))));
    }
    for (const [name] of written) await rename(this.#temporary(name), this.#path(name));
    await Promise.all(changes.filter(([, text]) => text === null).map(([name]) => unlink(this.#path(name)).catch(() => {})));
    await syncFolder(this.#folder);
  }

  /** @param {string} name */
  #path(name) {
    return join(this.#folder, name.replace(/\//g, '__').replace(/:/g, '-'));
  }

  /** @param {string} name */
  #temporary(name) {
    return `${this.#path(name)}.new`;
  }
}

/**
 * @param {string} path
 * @param {string} text
 */
async function writeDurable(path, text) {
  const handle = await open(path, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
