import { randomBytes } from 'node:crypto';
import { readFile, unlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { encryptedStream } from 'baileys';
import { selfSigned } from './certificate.js';

// The end of a path's signature, in seconds: one that is made later ends later.
const firstEnd = 0x65000000;

/** Where blobs lie until somebody fetches them. It speaks plain HTTP: a test maps WhatsApp's addresses to it. Asked to, it speaks HTTPS as well. */
export class Cdn {
  #server = createServer((request, response) => this.#answer(request, response));
  #secure = null;
  #blobs = new Map();

  /** Every request: host and path. */
  requests = [];

  async listen() {
    await new Promise(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Listens with a certificate for WhatsApp's host of media, too: one of its own, if none is given. Returns the port, and the certificate's fingerprint. */
  async listenSecurely({ port = 0, fingerprint, ...certificate } = selfSigned('mmg.whatsapp.net')) {
    this.#secure = createSecureServer(certificate, (request, response) => this.#answer(request, response));
    await new Promise(resolve => this.#secure.listen(port, '127.0.0.1', resolve));
    return { port: this.#secure.address().port, fingerprint };
  }

  close() {
    for (const server of [this.#server, this.#secure]) {
      server?.close();
      server?.closeAllConnections();
    }
  }

  /** Encrypts a blob of history, or the file of a message, and keeps it. Returns what a notification, or the message, says of it. */
  async upload(bytes, kind = 'md-msg-hist') {
    const { encFilePath, mediaKey, fileSha256, fileEncSha256, fileLength } = await encryptedStream(bytes, kind, {});
    const directPath = this.keep(await readFile(encFilePath));
    await unlink(encFilePath);
    return { directPath, mediaKey, fileSha256, fileEncSha256, fileLength };
  }

  /** Keeps what is encrypted already, as if it were uploaded now. Returns its path. */
  keep(bytes) {
    const path = `/v/t62.0000-24/${randomBytes(8).toString('hex')}.enc`;
    this.#blobs.set(path, { status: 200, bytes });
    return `${path}?ccb=11-4&oh=01_x&oe=${(firstEnd + this.#blobs.size).toString(16)}&_nc_sid=5e03e0`;
  }

  /** What lies at a path, whether it is handed out or not. */
  read(directPath) {
    return this.#blobs.get(directPath.split('?')[0]).bytes;
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
