import { randomBytes } from 'node:crypto';
import { readFile, unlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import { encryptedStream } from 'baileys';

/** Where blobs lie until somebody fetches them. It speaks plain HTTP: a test maps WhatsApp's addresses to it. */
export class Cdn {
  #server = createServer((request, response) => this.#answer(request, response));
  #blobs = new Map();

  /** Every request: host and path. */
  requests = [];

  async listen() {
    await new Promise(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${this.#server.address().port}`;
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** Encrypts a blob of history and keeps it. Returns what a notification says of it. */
  async upload(bytes) {
    const { encFilePath, mediaKey, fileSha256, fileEncSha256, fileLength } = await encryptedStream(bytes, 'md-msg-hist', {});
    const path = `/v/t62.0000-24/${randomBytes(8).toString('hex')}.enc`;
    this.#blobs.set(path, { status: 200, bytes: await readFile(encFilePath) });
    await unlink(encFilePath);
    return { directPath: `${path}?ccb=11-4&oh=01_x&oe=65000000&_nc_sid=5e03e0`, mediaKey, fileSha256, fileEncSha256, fileLength };
  }

  /** Lets a blob go, as time does, or turns it into something else. */
  change(directPath, change) {
    Object.assign(this.#blobs.get(directPath.split('?')[0]), change);
  }

  #answer(request, response) {
    const [path] = request.url.split('?');
    this.requests.push(path);
    const { status, bytes } = this.#blobs.get(path) ?? { status: 404 };
    response.writeHead(status);
    response.end(status === 200 ? bytes : undefined);
  }
}
