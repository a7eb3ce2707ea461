import { BlobError } from '../blob/blobError.js';
import { notificationIn } from '../capture/content.js';
import { reasonOf } from '../observer.js';
import { Backoff } from '../waiting.js';
import { historyHeaders } from './historyHeaders.js';

/** @typedef {import('../spool/spool.js').Entry} Entry */

const damagedTries = 5;
const longestWait = 60 * 60 * 1000;

/**
 * Brings the entries of one spool to the host, one at a time: answers to a request first, then the oldest. An entry leaves the spool
 * when the host says that it is durable there.
 */
export class Courier {
  #baileys;
  #spool;
  #client;
  #fetcher;
  #observe;
  #waits;
  #hostBackoff;
  #hostDue = 0;
  /** @type {Map<string, { due: number, tries: number, backoff: Backoff }>} entries that have to wait on their own */
  #waiting = new Map();
  #isClosed = false;
  #wake = () => {};

  /**
   * @param {Pick<typeof import('baileys'), 'proto'>} baileys
   * @param {import('../spool/spool.js').Spool} spool
   * @param {Pick<import('./deliveryClient.js').DeliveryClient, 'post'>} client
   * @param {Pick<import('../blob/blobFetcher.js').BlobFetcher, 'fetch'>} fetcher
   * @param {import('../observer.js').Observer} observe
   * @param {{ first?: number, most?: number }} [waits]
   */
  constructor(baileys, spool, client, fetcher, observe, waits) {
    this.#baileys = baileys;
    this.#spool = spool;
    this.#client = client;
    this.#fetcher = fetcher;
    this.#observe = observe;
    this.#waits = waits;
    this.#hostBackoff = new Backoff(waits);
    spool.onPut(() => this.#wake());
  }

  /** Runs until it is closed. */
  async run() {
    while (!this.#isClosed) {
      const now = Date.now();
      const entry = now >= this.#hostDue ? this.#next(now) : undefined;
      if (entry) await this.#deliver(entry);
      else await this.#sleep(now);
    }
  }

  close() {
    this.#isClosed = true;
    this.#wake();
  }

  /** @param {number} now */
  #next(now) {
    for (const entries of [this.#spool.answers(), this.#spool.entries()]) {
      for (const entry of entries) {
        if ((this.#waiting.get(entry.head.id)?.due ?? 0) <= now) return entry;
      }
    }
    return undefined;
  }

  /** @param {number} now */
  async #sleep(now) {
    const dues = [...this.#waiting.values()].map(({ due }) => due);
    if (this.#spool.count > this.#waiting.size) dues.push(now);
    const wait = dues.length === 0 ? longestWait : Math.max(Math.min(...dues), this.#hostDue) - now;
    await new Promise(resolve => {
      const timer = setTimeout(resolve, Math.min(Math.max(wait, 1), longestWait));
      this.#wake = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
    this.#wake = () => {};
  }

  /** @param {Entry} entry */
  async #deliver(entry) {
    const { id } = entry.head;
    let parcel;
    try {
      parcel = await this.#pack(entry);
    } catch (error) {
      return this.#postpone(id, reasonOf(error));
    }
    let answer;
    try {
      answer = await this.#client.post({ version: 1, delivery: id, account: entry.head.account, ...parcel.headers }, parcel.body, parcel.contentType);
    } catch (error) {
      return this.#holdBack(id, reasonOf(error));
    }
    if (answer.status === 204 || answer.status === 422) return this.#settle(id, parcel.headers.kind, answer.status);
    if (answer.status === 413) return this.#postpone(id, 'The host takes no body as large as this one');
    return this.#holdBack(id, refusal(answer), answer.retryAfter);
  }

  /**
   * @param {Entry} entry
   * @returns {Promise<{ headers: { kind: string }, body: Uint8Array, contentType: string }>}
   */
  async #pack(entry) {
    const payload = await this.#spool.payload(entry);
    if (entry.head.kind === 'event') return { headers: { kind: 'event' }, body: payload, contentType: 'application/json' };
    const notification = notificationIn(this.#baileys.proto.Message.decode(payload)) ?? {};
    const said = historyHeaders(notification, entry.head);
    try {
      const body = await this.#fetcher.fetch(notification);
      this.#observe({ type: 'fetched', delivery: entry.head.id, bytes: body.length });
      return { headers: { ...said, kind: 'history' }, body, contentType: 'application/octet-stream' };
    } catch (error) {
      if (!(error instanceof BlobError) || !this.#isOver(entry.head.id, error)) throw error;
      this.#observe({ type: 'lost', delivery: entry.head.id, reason: error.end, status: error.status });
      return { headers: { ...said, kind: 'loss', ...{ loss: error.end, status: error.status } }, body: payload, contentType: 'application/octet-stream' };
    }
  }

  /**
   * @param {string} id
   * @param {BlobError} error
   */
  #isOver(id, { end }) {
    return end === 'damaged' ? (this.#waiting.get(id)?.tries ?? 0) + 1 >= damagedTries : end !== 'passing';
  }

  /**
   * @param {string} id
   * @param {string} kind
   * @param {number} status
   */
  async #settle(id, kind, status) {
    this.#hostBackoff.reset();
    this.#waiting.delete(id);
    this.#observe({ type: 'delivered', delivery: id, kind });
    if (status === 422) this.#observe({ type: 'problem', where: 'host', reason: 'The host could not read a delivery, and has set it aside' });
    await this.#spool.remove(id);
    this.#observe({ type: 'removed', delivery: id });
  }

  /**
   * Only this entry waits.
   * @param {string} id
   * @param {string} reason
   */
  #postpone(id, reason) {
    const waiting = this.#waiting.get(id) ?? { due: 0, tries: 0, backoff: new Backoff(this.#waits) };
    const wait = waiting.backoff.next();
    waiting.tries++;
    waiting.due = Date.now() + wait;
    this.#waiting.set(id, waiting);
    this.#observe({ type: 'retry', delivery: id, reason, wait });
  }

  /**
   * All entries wait: it is the host that does not take them.
   * @param {string} id
   * @param {string} reason
   * @param {number} [retryAfter]
   */
  #holdBack(id, reason, retryAfter) {
    const wait = Math.min(Math.max(this.#hostBackoff.next(), retryAfter ?? 0), longestWait);
    this.#hostDue = Date.now() + wait;
    this.#observe({ type: 'retry', delivery: id, reason, wait });
  }
}

/** @param {{ status: number, date?: number }} answer */
function refusal({ status, date }) {
  const skew = date === undefined ? 0 : Math.round((Date.now() - date) / 1000);
  const clock = status === 401 && Math.abs(skew) > 60 ? `; its clock differs from ours by ${skew} s` : '';
  return `The host answers ${status}${clock}`;
}
