import { decodeBinaryNode, encodeBinaryNode } from 'baileys';
import { Noise } from './noise.js';
import { answerTo } from './queries.js';

const server = 's.whatsapp.net';

/** One connection of the device, from its hello to its end. */
export class Session {
  #socket;
  #noise;
  #whatsapp;
  #turn = Promise.resolve();

  /** Whether the device is logged in, and what waited for it was sent. */
  isReady = false;

  constructor(socket, whatsapp) {
    this.#socket = socket;
    this.#whatsapp = whatsapp;
    this.#noise = new Noise(whatsapp.root);
    socket.on('message', data => {
      this.#turn = this.#turn.then(() => this.#receive(data)).catch(error => {
        whatsapp.errors.push(error);
        socket.close();
      });
    });
  }

  send(node) {
    if (this.#socket.readyState === 1) this.#socket.send(this.#noise.seal(this.#codec.encodeBinaryNode(node)));
  }

  get #codec() {
    return this.#whatsapp.codecs[this.#noise.dictionary] ?? { decodeBinaryNode, encodeBinaryNode };
  }

  /** Cuts the line. */
  cut() {
    this.#socket.terminate();
  }

  async #receive(data) {
    for (const frame of this.#noise.frames(data)) {
      if (this.#noise.state === 'hello') this.#socket.send(this.#noise.hello(frame));
      else if (this.#noise.state === 'finish') await this.#greet(this.#noise.finish(frame));
      else await this.#stanza(await this.#codec.decodeBinaryNode(this.#noise.open(frame)));
    }
  }

  async #greet({ devicePairingData }) {
    // Baileys cannot read what comes before it has ended its own side of the handshake. No real network is that fast.
    await new Promise(resolve => setTimeout(resolve, 300));
    const { pairing } = this.#whatsapp;
    if (!devicePairingData) return this.send({ tag: 'success', attrs: { t: `${seconds()}`, lid: pairing.deviceLid, display_name: 'Phone' } });
    pairing.begin(this);
    const refs = Array.from({ length: 6 }, (_, i) => ({ tag: 'ref', attrs: {}, content: Buffer.from(`2@ref${i}`) }));
    return this.#query('pair-device', [{ tag: 'pair-device', attrs: {}, content: refs }]);
  }

  /** Tells the device whose it is now. It has to connect again. */
  paired(content) {
    this.#query('pair-success', [{ tag: 'pair-success', attrs: {}, content }]);
  }

  #query(id, content) {
    this.send({ tag: 'iq', attrs: { from: server, type: 'set', id, xmlns: 'md' }, content });
  }

  async #stanza(node) {
    switch (node.tag) {
      case 'iq':
        return this.#answer(node);
      case 'receipt':
        this.send({ tag: 'ack', attrs: { id: node.attrs.id, class: 'receipt', from: node.attrs.to, ...(node.attrs.type ? { type: node.attrs.type } : {}) } });
        return node.attrs.type === 'server-error' ? this.#reupload(node) : this.#whatsapp.receipt(node);
      case 'ack':
        return node.attrs.class === 'message' ? this.#whatsapp.receipt(node) : undefined;
      case 'message':
        this.send({ tag: 'ack', attrs: { class: 'message', id: node.attrs.id, from: node.attrs.to, t: `${seconds()}` } });
        return this.#whatsapp.phone.receive(node);
      default:
        return undefined;
    }
  }

  #reupload(receipt) {
    const answer = this.#whatsapp.phone.media.receive(receipt);
    if (answer) this.send(answer);
  }

  #answer(query) {
    const tag = Array.isArray(query.content) ? query.content[0]?.tag : undefined;
    if (query.attrs.type === 'result') {
      if (tag === 'pair-device-sign') this.send({ tag: 'stream:error', attrs: { code: '515' } });
      return;
    }
    const content = answerTo(query, this.#whatsapp);
    this.send({ tag: 'iq', attrs: { from: server, type: 'result', id: query.attrs.id }, ...(content ? { content } : {}) });
    if (tag === 'active') setTimeout(() => this.#deliverOffline(), 20);
  }

  #deliverOffline() {
    const waiting = this.#whatsapp.companion.offline();
    for (const stanza of waiting) this.send(stanza);
    this.send({ tag: 'ib', attrs: {}, content: [{ tag: 'offline', attrs: { count: `${waiting.length}` } }] });
    this.isReady = true;
    this.#whatsapp.ready(this);
  }
}

function seconds() {
  return Math.floor(Date.now() / 1000);
}
