import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { keys } from './keys.js';

/**
 * Stands for the host: checks the signature as docs/bridge.md says it, from scratch, and keeps what was delivered.
 */
export class Receiver {
  #server = createServer((request, response) => this.#receive(request, response).catch(error => response.destroy(error)));

  /** Every delivery that was stored, in order. */
  stored = [];
  refused = [];

  /** What a test does at an instant: `posted` before it is stored, `stored` before it is answered, `answered` after. True ends the connection there. */
  at = async (_instant, _delivery) => false;

  /** What is answered instead of storing, such as 503. */
  status = 204;
  retryAfter = undefined;

  isGenuine(request, body) {
    return isSigned(request, body);
  }

  /** Keeps a delivery, and says what is answered; nothing if the line is cut. */
  async answer(_request, _body) {
    return { status: 204 };
  }

  async listen() {
    await new Promise(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${this.#server.address().port}/history-import`;
    return this;
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #receive(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const delivery = read(request, body);
    if (!this.isGenuine(request, body)) {
      this.refused.push(delivery);
      return response.writeHead(401).end();
    }
    if (await this.at('posted', delivery)) return response.destroy();
    if (this.status !== 204) return response.writeHead(this.status, this.retryAfter ? { 'retry-after': this.retryAfter } : {}).end();
    const answer = await this.answer(request, body);
    if (!answer) return response.destroy();
    if (answer.status !== 204) return response.writeHead(answer.status, answer.retryAfter ? { 'retry-after': answer.retryAfter } : {}).end();
    this.stored.push(delivery);
    if (await this.at('stored', delivery)) return response.destroy();
    response.writeHead(204);
    response.end(() => this.at('answered', delivery));
    return undefined;
  }
}

function read({ headers, url }, body) {
  const said = Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-history-')).map(([name, value]) => [name.slice(10), decodeURIComponent(value)]));
  return { ...said, path: url, body, hash: createHash('sha256').update(body).digest('hex'), json: said.kind === 'event' ? JSON.parse(body) : undefined };
}

function isSigned({ method, url, headers }, body) {
  const names = Object.keys(headers).filter(name => name.startsWith('x-history-') && name !== 'x-history-signature').sort();
  const base = ['history-import-1', method, url, ...names.map(name => `${name}:${headers[name]}`), createHash('sha256').update(body).digest('hex')].join('\n');
  return createHmac('sha256', keys.toHost).update(base).digest('hex') === headers['x-history-signature'];
}
