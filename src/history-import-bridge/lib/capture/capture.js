import { createHash } from 'node:crypto';
import { reasonOf } from '../observer.js';
import { accountOf, isOwnPrimary } from './account.js';
import { contentOf, notificationIn } from './content.js';
import { Stanzas } from './stanzas.js';

/** @typedef {import('baileys').WAMessage} WAMessage */

const remembered = 20_000;

/** Turns what a socket receives into entries of the spool. */
export class Capture {
  #baileys;
  #spool;
  #observe;
  /** @type {Set<string>} messages that are in the spool already, until Baileys tells them as well */
  #captured = new Set();

  stanzas = new Stanzas();

  /**
   * @param {typeof import('baileys')} baileys
   * @param {Pick<import('../spool/spool.js').Spool, 'put'>} spool
   * @param {import('../observer.js').Observer} observe
   */
  constructor(baileys, spool, observe) {
    this.#baileys = baileys;
    this.#spool = spool;
    this.#observe = observe;
  }

  /**
   * Takes a message before Baileys acknowledges it. Never throws: what is not understood here comes as an event.
   * @param {import('./account.js').Me} me
   * @param {string} sender whose session opened it, with device
   * @param {Uint8Array} ciphertext
   * @param {Uint8Array} padded
   */
  async decrypted(me, sender, ciphertext, padded) {
    try {
      const plain = this.#baileys.unpadRandomMax16(padded);
      const message = this.#baileys.proto.Message.decode(plain);
      const stanza = this.stanzas.of(ciphertext);
      const notification = notificationIn(message);
      if (notification && isOwnPrimary(sender, me)) {
        await this.#history(me, sender, stanza?.attrs.id, plain, notification);
        if (stanza) this.#remember({ id: stanza.attrs.id, remoteJid: stanza.attrs.from });
        return;
      }
      if (notification) this.#observe({ type: 'foreign-notification' });
      if (stanza) await this.#live(me, stanza, plain, message);
    } catch (error) {
      this.#observe({ type: 'problem', where: 'capture', reason: reasonOf(error) });
    }
  }

  /**
   * Takes what Baileys tells after it acknowledged.
   * @param {import('./account.js').Me} me
   * @param {string} name
   * @param {any} data
   */
  async told(me, name, data) {
    if (name !== 'messages.upsert') return this.#event(me, name, data);
    const messages = [];
    for (const message of /** @type {WAMessage[]} */ (data.messages)) {
      if (this.#captured.delete(nameOf(message))) continue;
      const notification = notificationIn(message.message);
      const sender = this.stanzas.senderOf(message.key.id);
      if (notification && message.key.fromMe && isOwnPrimary(sender, me)) {
        const plain = this.#baileys.proto.Message.encode({ protocolMessage: message.message?.protocolMessage }).finish();
        await this.#history(me, /** @type {string} */ (sender), message.key.id ?? undefined, plain, notification);
        continue;
      }
      if (notification) this.#observe({ type: 'foreign-notification' });
      const content = contentOf(message.message);
      if (content || message.messageStubType) messages.push({ ...message, message: content ?? undefined });
    }
    if (messages.length > 0) await this.#event(me, name, { ...data, messages });
  }

  /**
   * @param {import('./account.js').Me} me
   * @param {string} from
   * @param {string | undefined} stanza
   * @param {Uint8Array} plain
   * @param {import('../blob/blobFetcher.js').Notification} notification
   */
  async #history(me, from, stanza, plain, notification) {
    const head = { id: hash(plain), kind: /** @type {const} */ ('history'), account: accountOf(me), from, stanza, answer: Boolean(notification.peerDataRequestSessionId) };
    await this.#spool.put(head, plain);
  }

  /**
   * @param {import('./account.js').Me} me
   * @param {import('baileys').BinaryNode} stanza
   * @param {Uint8Array} plain
   * @param {import('baileys').proto.IMessage} message
   */
  async #live(me, stanza, plain, message) {
    if (stanza.attrs.category === 'peer') return;
    const { fullMessage } = this.#baileys.decodeMessageNode(stanza, me?.id ?? '', me?.lid ?? '');
    const content = contentOf(message);
    if (!content) return;
    fullMessage.message = content;
    this.#baileys.cleanMessage?.(fullMessage, me?.id ?? '', me?.lid ?? '');
    const { id, from, participant, recipient } = stanza.attrs;
    const delivery = hash(Buffer.from(JSON.stringify([id, from, participant, recipient])), plain);
    // A message that is delivered again must be the same bytes, so nothing here tells whether it came while offline.
    await this.#spool.put({ id: delivery, kind: 'event', account: accountOf(me) }, this.#json('messages.upsert', { type: 'notify', messages: [fullMessage] }));
    this.#remember(fullMessage.key);
  }

  /**
   * @param {import('./account.js').Me} me
   * @param {string} name
   * @param {any} data
   */
  async #event(me, name, data) {
    const json = this.#json(name, data);
    await this.#spool.put({ id: hash(json), kind: 'event', account: accountOf(me) }, json);
  }

  /**
   * @param {string} event
   * @param {any} data
   */
  #json(event, data) {
    return Buffer.from(JSON.stringify({ event, data }, this.#baileys.BufferJSON.replacer));
  }

  /** @param {{ id?: string | null, remoteJid?: string | null }} key */
  #remember(key) {
    if (this.#captured.size >= remembered) this.#captured.delete(/** @type {string} */ (this.#captured.values().next().value));
    this.#captured.add(nameOf({ key }));
  }
}

/**
 * By the user alone: Baileys changes servers and devices of a key on its way.
 * @param {{ key: { id?: string | null, remoteJid?: string | null } }} message
 */
function nameOf({ key }) {
  return `${key.id} ${/^\d+/.exec(key.remoteJid ?? '')?.[0]}`;
}

/** @param {...Uint8Array} parts */
function hash(...parts) {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest('hex');
}
