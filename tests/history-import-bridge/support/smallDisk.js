import { execFile } from 'node:child_process';
import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A file system of its own in a folder, which can be filled up. Linux, and only for who may mount. */
export class SmallDisk {
  #folder;

  constructor(folder) {
    this.#folder = folder;
  }

  /** @returns nothing where nobody may mount */
  static async mount(folder, size) {
    try {
      await run('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0700`, 'tmpfs', folder]);
      return new SmallDisk(folder);
    } catch {
      return undefined;
    }
  }

  /** Writes until nothing more fits. */
  async fill() {
    const handle = await open(this.#filler, 'w');
    try {
      for (const bytes of [1 << 16, 1 << 12, 1]) {
        const zeros = Buffer.alloc(bytes);
        try {
          for (;;) await handle.write(zeros);
        } catch (error) {
          if (error.code !== 'ENOSPC') throw error;
        }
      }
    } finally {
      await handle.close();
    }
  }

  free() {
    return unlink(this.#filler);
  }

  async unmount() {
    await run('umount', ['-l', this.#folder]);
  }

  get #filler() {
    return join(this.#folder, 'filler');
  }
}
