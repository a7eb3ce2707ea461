import { Curve, generateMessageIDV2 } from 'baileys';
import { WebSocketServer } from 'ws';
import { Cdn } from './cdn.js';
import { Companion } from './companion.js';
import { Contact } from './contact.js';
import { Pairing } from './pairing.js';
import { Phone } from './phone.js';
import { Session } from './session.js';

/** A WhatsApp server with one account: its phone, and the one device that is linked to it. */
export class WhatsAppServer {
  #sockets;
  #session = null;
  #waiting = [];
  #sent = new Map();
  #retries = new Set();
  #hasShared = false;

  /** The key pair whose public half the device must take for WhatsApp's (`WA_CERT_DETAILS.PUBLIC_KEY`). */
  root = Curve.generateKeyPair();
  cdn = new Cdn();
  companion = new Companion();

  /** What the device acknowledged: id and type of each receipt, in order. */
  receipts = [];
  errors = [];

  /**
   * @param options the account's JIDs, and `codecs`: by the number of a dictionary that is not the newest Baileys' own, its `encodeBinaryNode` and `decodeBinaryNode`
   */
  constructor({ jid, lid, codecs }) {
    this.codecs = codecs;
    this.phone = new Phone(jid, this);
    this.pairing = new Pairing(this.phone, lid);
  }

  static async listen({ jid = '5511900000001@s.whatsapp.net', lid = '99000000000001@lid', codecs = {} } = {}) {
    const whatsapp = new WhatsAppServer({ jid, lid, codecs });
    await whatsapp.cdn.listen();
    whatsapp.#sockets = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await new Promise(resolve => whatsapp.#sockets.once('listening', resolve));
    whatsapp.url = `ws://127.0.0.1:${whatsapp.#sockets.address().port}/ws/chat`;
    whatsapp.#sockets.on('connection', socket => {
      const session = new Session(socket, whatsapp);
      socket.on('close', () => {
        if (whatsapp.#session === session) whatsapp.#session = null;
        whatsapp.changed();
      });
    });
    return whatsapp;
  }

  close() {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    this.cdn.close();
  }

  /** Whether the device is logged in. */
  get isConnected() {
    return this.#session !== null;
  }

  cutLine() {
    this.#session?.cut();
  }

  scan(qr) {
    this.pairing.scan(qr);
  }

  contact(jid) {
    return new Contact(jid, this);
  }

  /**
   * Encrypts a message for the device, if there is one, and delivers it with what is encrypted already until it is acknowledged. Returns the stanza's id.
   */
  async deliver(sender, message, attrs, { more = [], again = message } = {}) {
    const enc = message === null ? [] : [await sender.encrypt(this.pairing.deviceJid, message, () => this.companion.bundle())];
    const said = { id: generateMessageIDV2(sender.jid), from: sender.jid, type: 'text', t: `${Math.floor(Date.now() / 1000)}`, ...attrs };
    this.#sent.set(said.id, { sender, message: again, attrs: said });
    const stanza = { tag: 'message', attrs: said, content: [...enc, ...more] };
    this.companion.keep(stanza);
    if (this.#session?.isReady) this.#session.send(stanza);
    return said.id;
  }

  ready(session) {
    this.#session = session;
    if (!this.#hasShared) this.phone.shareKeys().catch(error => this.errors.push(error));
    this.#hasShared = true;
    this.changed();
  }

  receipt({ tag, attrs }) {
    this.receipts.push({ id: attrs.id, type: attrs.type, tag, error: attrs.error });
    // What could not be opened is sent once more by whoever sent it, when the device has let go of it.
    if (attrs.type === 'retry') this.#retries.add(attrs.id);
    else this.companion.acknowledge(attrs.id);
    if (attrs.error && this.#retries.delete(attrs.id)) {
      const { sender, message, attrs: said } = this.#sent.get(attrs.id);
      this.deliver(sender, message, said).catch(error => this.errors.push(error));
    }
    this.changed();
  }

  changed() {
    for (const look of this.#waiting.splice(0)) look();
  }

  /** Waits until something is so, and returns it. */
  async until(what, within = 120_000) {
    const end = Date.now() + within;
    for (;;) {
      const value = what();
      if (value) return value;
      if (Date.now() > end) throw new Error(`It took too long until ${what}`);
      await new Promise(resolve => {
        const timer = setTimeout(resolve, 100);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }
}
