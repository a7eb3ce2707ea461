import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file that grows at its end. What `append` has written is on the disk when it returns. */
export class AppendFile {
  #path;
  #handle;
  #size;

  /**
   * @param {string} path
   * @param {import('node:fs/promises').FileHandle} handle
   * @param {number} size
   */
  constructor(path, handle, size) {
    this.#path = path;
    this.#handle = handle;
    this.#size = size;
  }

  /** @param {string} path */
  static async open(path) {
    const handle = await open(path, 'a+', 0o600).then(async created => {
      await created.close();
      return open(path, 'r+');
    });
    await syncFolder(dirname(path));
    return new AppendFile(path, handle, (await handle.stat()).size);
  }

  get size() {
    return this.#size;
  }

  /**
   * Appends, and returns where. A write that fails leaves the file as it was.
   * @param {Uint8Array} bytes
   * @param {{ durable?: boolean }} [options]
   */
  async append(bytes, { durable = true } = {}) {
    const offset = this.#size;
    try {
      for (let written = 0; written < bytes.length;) {
        written += (await this.#handle.write(bytes, written, bytes.length - written, offset + written)).bytesWritten;
      }
      if (durable) await this.#handle.datasync();
    } catch (error) {
      await this.#handle.truncate(offset).catch(() => {});
      throw error;
    }
    this.#size = offset + bytes.length;
    return offset;
  }

  /**
   * @param {number} offset
   * @param {number} length
   */
  async read(offset, length) {
    const bytes = Buffer.alloc(length);
    for (let got = 0; got < length;) {
      const { bytesRead } = await this.#handle.read(bytes, got, length - got, offset + got);
      if (bytesRead === 0) throw new Error('The spool ends before its record does');
      got += bytesRead;
    }
    return bytes;
  }

  /** @param {number} size */
  async truncate(size) {
    await this.#handle.truncate(size);
    this.#size = size;
  }

  /**
   * Puts other content in the place of all there is, at once: a kill leaves the old or the new.
   * @param {AsyncIterable<Uint8Array>} content
   */
  async replace(content) {
    const temporary = `${this.#path}.new`;
    const handle = await open(temporary, 'w+', 0o600);
    let size = 0;
    try {
      for await (const bytes of content) size += (await handle.write(bytes, 0, bytes.length, size)).bytesWritten;
      await handle.datasync();
      await rename(temporary, this.#path);
      await syncFolder(dirname(this.#path));
    } catch (error) {
      await handle.close();
      throw error;
    }
    await this.#handle.close();
    this.#handle = handle;
    this.#size = size;
  }

  async close() {
    await this.#handle.close();
  }
}

/**
 * A new name is durable only when its folder is.
 * @param {string} folder
 */
export async function syncFolder(folder) {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
