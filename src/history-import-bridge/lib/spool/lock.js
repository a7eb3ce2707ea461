import { createHash } from 'node:crypto';
import { realpath, unlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Holds a folder for this process: a second bridge on the same spool is refused. A socket holds it, so that a kill lets go of it.
 * Processes on other machines are not seen.
 * @param {string} folder that exists
 * @returns {Promise<() => Promise<void>>} lets go
 */
export async function lockFolder(folder) {
  const name = `history-import-bridge-${createHash('sha256').update(await realpath(folder)).digest('hex').slice(0, 24)}`;
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
  for (let tries = 0; ; tries++) {
    const server = createServer(socket => socket.destroy());
    const error = await listen(server, address);
    if (error === null) {
      server.unref();
      return () => new Promise(resolve => server.close(() => resolve()));
    }
    if (error.code !== 'EADDRINUSE') throw error;
    if (tries > 0 || await isAnswered(address)) throw new Error(`Another bridge uses ${folder}: one process for each connection`);
    await unlink(address).catch(() => {});
  }
}

/**
 * @param {import('node:net').Server} server
 * @param {string} address
 * @returns {Promise<NodeJS.ErrnoException | null>}
 */
function listen(server, address) {
  return new Promise(resolve => {
    server.once('error', resolve);
    server.listen(address, () => resolve(null));
  });
}

/** @param {string} address */
function isAnswered(address) {
  return new Promise(resolve => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
