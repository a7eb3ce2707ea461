// The unofficial road: a conversation as baileys hands it to a host. History goes through its encoder and its processHistoryMessage, what is live
// through its processMessage.
import processMessage from 'baileys/lib/Utils/process-message.js';
import { deflateSync } from 'node:zlib';
import { newestClient, proto, Protocol, SyncType } from './wire.mjs';

const { processHistoryMessage, BufferJSON } = newestClient;
const QUIET = new Proxy({}, { get: (_, name) => (name === 'child' ? () => QUIET : () => undefined) });

export class Socket {
  #rng;
  #own;
  #messages = [];
  #pieces = [];

  constructor(rng, own) {
    this.#rng = rng;
    this.#own = own;
  }

  key({ customer, fromMe, id }) {
    return { remoteJid: this.#rng.chance(0.5) ? customer.lid : `${customer.number}@s.whatsapp.net`, fromMe, id };
  }

  message(message, content, time, status) {
    this.#messages.push({ customer: message.customer, info: { key: this.key(message), message: content, messageTimestamp: time, ...(status ? { status } : {}) } });
  }

  async edit(message, body, time) {
    const envelope = { ...message, id: `${message.id}E` };
    await this.#live(envelope, time, { protocolMessage: { type: Protocol.MESSAGE_EDIT, key: { ...this.key(message), fromMe: true }, editedMessage: { conversation: body }, timestampMs: time * 1000 } });
  }

  async revoke(message, time) {
    await this.#live({ ...message, id: `${message.id}R` }, time, { protocolMessage: { type: Protocol.REVOKE, key: { ...this.key(message), fromMe: true } } });
  }

  /** The inner key is in the words of who reacts. */
  async reaction(message, isOwn, emoji, time) {
    const key = { ...this.key(message), fromMe: message.fromMe === isOwn };
    await this.#live({ ...message, fromMe: isOwn, id: `${message.id}A` }, time, { reactionMessage: { key, text: emoji, senderTimestampMs: time * 1000 } });
  }

  status(message, status) {
    this.#event('messages.update', [{ key: this.key(message), update: { status } }]);
  }

  /** What was told, as files: blobs and events. */
  pieces(customers) {
    const sync = (conversations, more) => proto.HistorySync.encode({ syncType: SyncType.RECENT, chunkOrder: 1, progress: 50, conversations, ...more }).finish();
    for (const { number, lid } of customers) {
      this.#add('bin', deflateSync(sync([{ id: lid, pnJid: `${number}@s.whatsapp.net`, messages: [] }], { phoneNumberToLidMappings: [{ pnJid: `${number}@s.whatsapp.net`, lidJid: lid }] })));
    }

    for (let at = 0; at < this.#messages.length; at += 4) {
      const told = this.#messages.slice(at, at + 4);
      const conversations = told.map(({ info }) => ({ id: info.key.remoteJid, messages: [{ message: info }] }));
      const form = this.#rng.int(3);
      if (form === 0) this.#add('bin', this.#rng.chance(0.5) ? sync(conversations) : deflateSync(sync(conversations)));
      else if (form === 1) this.#event('messaging-history.set', processHistoryMessage(proto.HistorySync.decode(sync(conversations))));
      else this.#event('messages.upsert', { messages: told.map(({ info }) => proto.WebMessageInfo.fromObject(info)), type: 'notify' });
    }

    return this.#pieces;
  }

  /** The message as it comes, and whatever baileys makes of it. */
  async #live(envelope, time, content) {
    const message = proto.WebMessageInfo.fromObject({ key: this.key(envelope), message: content, messageTimestamp: time });
    this.#event('messages.upsert', { messages: [message], type: 'notify' });
    const ev = { emit: (name, data) => (name.startsWith('messages.') ? this.#event(name, data) : undefined) };
    await processMessage(message, this.#context(ev));
  }

  #context(ev) {
    return { ev, creds: { me: { id: `${this.#own}:1@s.whatsapp.net` }, accountSettings: {} }, logger: QUIET, options: {}, shouldProcessHistoryMsg: false, getMessage: async () => undefined };
  }

  #event(event, data) {
    this.#add('json', JSON.stringify({ event, data }, BufferJSON.replacer));
  }

  #add(extension, content) {
    this.#pieces.push({ extension, content });
  }
}
