import { copyFile } from 'node:fs/promises';
import { reasonOf } from '../observer.js';
import { untilDone } from '../waiting.js';
import { AppendFile } from './appendFile.js';
import { decodeRecord, encodeRecord, prefixLength, recordLength } from './record.js';

/**
 * What is kept of an entry beside its payload.
 * @typedef {object} EntryHead
 * @property {string} id the delivery: a hash of what is delivered
 * @property {'history' | 'event'} kind
 * @property {string} [account] the account's own JIDs, with commas between
 * @property {string} [from] who sent the notification
 * @property {string} [stanza] the id of its stanza
 * @property {boolean} [answer] whether it answers a request
 */

/** @typedef {{ head: EntryHead, offset: number, length: number, recordOffset: number, recordLength: number }} Entry */

/** What has been captured and not yet delivered, in one append-only file. One process uses it at a time. */
export class Spool {
  #file;
  #path;
  #observe;
  #waits;
  /** @type {Map<string, Entry>} in the order in which they came */
  #entries = new Map();
  /** @type {Map<string, Entry>} of these, those that answer a request */
  #answers = new Map();
  #deadBytes = 0;
  #rewriteAt;
  /** @type {Promise<unknown>} */
  #queue = Promise.resolve();
  /** @type {() => void} */
  #wake = () => {};

  /**
   * @param {AppendFile} file
   * @param {string} path
   * @param {import('../observer.js').Observer} observe
   * @param {{ waits?: { first: number, most: number }, rewriteAt?: number }} [bounds]
   */
  constructor(file, path, observe, { waits, rewriteAt = 64 * 1024 * 1024 } = {}) {
    this.#file = file;
    this.#path = path;
    this.#observe = observe;
    this.#waits = waits;
    this.#rewriteAt = rewriteAt;
  }

  /**
   * @param {string} path
   * @param {import('../observer.js').Observer} observe
   * @param {{ waits?: { first: number, most: number }, rewriteAt?: number }} [bounds]
   */
  static async open(path, observe, bounds) {
    const spool = new Spool(await AppendFile.open(path), path, observe, bounds);
    await spool.#load();
    return spool;
  }

  /** The entries, oldest first. */
  entries() {
    return this.#entries.values();
  }

  /** Those that answer a request, oldest first. */
  answers() {
    return this.#answers.values();
  }

  get count() {
    return this.#entries.size;
  }

  /** @param {() => void} wake called after each entry that came */
  onPut(wake) {
    this.#wake = wake;
  }

  /**
   * Keeps an entry. It is on the disk when this returns; while the disk is full this waits, and it never throws.
   * @param {EntryHead} head
   * @param {Uint8Array} payload
   */
  async put(head, payload) {
    await this.#inTurn(async () => {
      if (this.#entries.has(head.id)) return;
      const record = encodeRecord({ put: head }, payload);
      const recordOffset = await untilDone(() => this.#file.append(record), error => this.#problem(error), this.#waits);
      this.#remember(head, recordOffset, record.length, payload.length);
      this.#observe({ type: 'spooled', delivery: head.id, kind: head.kind });
    });
    this.#wake();
  }

  /** @param {Entry} entry */
  payload(entry) {
    return this.#inTurn(() => this.#file.read(entry.offset, entry.length));
  }

  /**
   * Forgets an entry that was delivered. If that cannot be written it is delivered once more after a restart, which changes nothing.
   * @param {string} id
   */
  async remove(id) {
    await this.#inTurn(async () => {
      const entry = this.#entries.get(id);
      if (!entry) return;
      this.#forget(id);
      try {
        if (this.#entries.size === 0) {
          await this.#file.truncate(0);
          this.#deadBytes = 0;
          return;
        }
        const record = encodeRecord({ drop: id }, new Uint8Array());
        await this.#file.append(record, { durable: false });
        this.#deadBytes += entry.recordLength + record.length;
        if (this.#deadBytes > this.#rewriteAt && this.#deadBytes > this.#file.size / 2) await this.#rewrite();
      } catch (error) {
        this.#problem(error);
      }
    });
  }

  async close() {
    await this.#inTurn(() => this.#file.close());
  }

  async #load() {
    let offset = 0;
    for (let record; (record = await this.#recordAt(offset)) !== null; offset += record.length) {
      if (record.head.put) this.#remember(record.head.put, offset, record.length, record.payloadLength);
      else this.#forget(record.head.drop);
    }
    if (offset < this.#file.size) await this.#cut(offset);
    const live = [...this.entries()].reduce((sum, entry) => sum + entry.recordLength, 0);
    this.#deadBytes = this.#file.size - live;
    if (this.#entries.size === 0 && this.#file.size > 0) await this.#file.truncate(0);
  }

  /** @param {number} offset */
  async #recordAt(offset) {
    const rest = this.#file.size - offset;
    if (rest < prefixLength) return null;
    const length = recordLength(await this.#file.read(offset, prefixLength));
    if (length > rest) return null;
    const record = decodeRecord(await this.#file.read(offset, length));
    return record && { ...record, length };
  }

  /**
   * A kill tears only the last record, of which nobody was told that it is there. Whether it was that or the disk cannot be seen here, so what is cut is kept
   * beside the file, for a person to look at.
   * @param {number} offset
   */
  async #cut(offset) {
    const path = `${this.#path}.cut-${Date.now()}`;
    const size = this.#file.size - offset;
    await copyFile(this.#path, path);
    await this.#file.truncate(offset);
    this.#observe({ type: 'problem', where: 'spool', reason: `The record at ${offset} is not whole; the ${size} bytes from it on were cut, and the file as it was is ${path}` });
  }

  /**
   * @param {EntryHead} head
   * @param {number} recordOffset
   * @param {number} recordLength
   * @param {number} length
   */
  #remember(head, recordOffset, recordLength, length) {
    const entry = { head, offset: recordOffset + recordLength - length, length, recordOffset, recordLength };
    this.#entries.set(head.id, entry);
    if (head.answer) this.#answers.set(head.id, entry);
  }

  /** @param {string} id */
  #forget(id) {
    this.#entries.delete(id);
    this.#answers.delete(id);
  }

  async #rewrite() {
    const live = [...this.#entries.values()];
    const file = this.#file;
    await file.replace((async function* () {
      for (const entry of live) yield await file.read(entry.recordOffset, entry.recordLength);
    })());
    let offset = 0;
    for (const entry of live) {
      this.#remember(entry.head, offset, entry.recordLength, entry.length);
      offset += entry.recordLength;
    }
    this.#deadBytes = 0;
  }

  /** @param {unknown} error */
  #problem(error) {
    this.#observe({ type: 'problem', where: 'spool', reason: reasonOf(error) });
  }

  /**
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  #inTurn(work) {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => {});
    return turn;
  }
}
