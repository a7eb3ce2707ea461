// One conversation, told by two roads: by baileys and by the official business platform, in pieces that come in any order.
//
//   node roads.mjs --out DIR [--seed 1] [--messages 14]
//
// DIR/socket, DIR/official      what each road delivers      DIR/*.ndjson     the rows of an import of one road, and of both
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Platform } from './platform.mjs';
import { Prng } from './prng.mjs';
import { Socket } from './sockets.mjs';
import { Text } from './text.mjs';
import { Status } from './wire.mjs';

const OWN = '15550100199';
const START = 1_788_000_000;
const STATUSES = ['error', 'pending', 'server', 'delivered', 'read', 'played'];
const OFFICIAL_STATUSES = { failed: 'error', sent: 'server', delivered: 'delivered', read: 'read', played: 'played' };

const media = (official) => ({ isMedia: true, official });

/** Each kind as both roads say it. */
const KINDS = {
  text: (body) => ({ socket: { conversation: body }, official: { type: 'text', text: { body } } }),
  image: (body, rng) => ({
    ...media({ type: 'image', image: { id: rng.digits(9), mime_type: 'image/jpeg', caption: body, sha256: rng.bytes(32).toString('base64') } }),
    socket: { imageMessage: { caption: body, mimetype: 'image/jpeg', directPath: `/v/${rng.digits(8)}.enc`, mediaKey: rng.bytes(32), fileSha256: rng.bytes(32), fileLength: 1000 } }
  }),
  document: (body, rng) => ({
    ...media({ type: 'document', document: { id: rng.digits(9), mime_type: 'application/pdf', filename: 'offer.pdf', caption: body } }),
    socket: { documentMessage: { caption: body, fileName: 'offer.pdf', mimetype: 'application/pdf', directPath: `/v/${rng.digits(8)}.enc`, mediaKey: rng.bytes(32) } }
  }),
  location: (body) => ({
    socket: { locationMessage: { degreesLatitude: 40.5, degreesLongitude: -74, name: body } }, official: { type: 'location', location: { latitude: 40.5, longitude: -74, name: body } }
  }),
  contact: (body) => ({
    socket: { contactMessage: { displayName: body, vcard: `BEGIN:VCARD\nVERSION:3.0\nFN:${body}\nEND:VCARD` } },
    official: { type: 'contacts', contacts: [{ name: { formatted_name: body }, phones: [] }] }
  })
};

const greatest = (statuses) => STATUSES[Math.max(...statuses.map((status) => STATUSES.indexOf(status)))] ?? null;

/** Greatest by bytes; one of a live message or an echo before one of history. */
const wireIdOf = (reports) => reports.filter(({ wireId }) => wireId)
  .sort((a, b) => (a.isLive === b.isLive ? Buffer.compare(Buffer.from(a.wireId), Buffer.from(b.wireId)) : a.isLive ? 1 : -1)).at(-1)?.wireId ?? null;

class Conversation {
  #rng;
  #text;
  #platform;
  #socket;
  #told = [];
  official = [];

  constructor(seed) {
    this.#rng = new Prng(seed);
    this.#text = new Text(this.#rng, 40);
    this.#platform = new Platform(this.#rng, OWN);
    this.#socket = new Socket(this.#rng, OWN);
  }

  customers = [0, 1, 2].map((i) => ({ number: `1415555020${i}`, bsuid: `US.5000000000${i}`, lid: `77700000000000${i}@lid` }));

  socketPieces() {
    return this.#socket.pieces(this.customers);
  }

  async tell(messages) {
    for (const [c, customer] of this.customers.entries()) {
      this.official.push(this.#platform.contact(customer));
      for (let i = 0; i < messages; i++) {
        await this.#tellMessage({ customer, id: `3EB0${this.#rng.hex(14)}${i.toString(16).padStart(4, '0').toUpperCase()}`, fromMe: i % 2 === 0, time: START + 1000 * c + 10 * i });
      }
    }
  }

  async #tellMessage(message) {
    const kind = this.#rng.pick(['text', 'text', 'text', ...Object.keys(KINDS)]);
    const body = `${this.#text.body()} ${message.id.slice(-4)}`;
    const { socket, official, isMedia } = KINDS[kind](body, this.#rng);
    const roads = { socket: this.#rng.chance(0.6), history: this.#rng.chance(0.5), live: this.#rng.chance(0.4) };
    if (!roads.socket && !roads.history && !roads.live) roads.history = true;
    const told = { message, kind, body, reports: [], statuses: [], edits: [], revokes: [], reactions: [] };
    if (roads.socket) this.#bySocket(told, socket);
    if (roads.history) this.#byHistory(told, official, isMedia);
    if (roads.live) this.#byLive(told, official);
    if (message.fromMe && this.#rng.chance(0.5)) this.#acknowledge(told);
    if (kind === 'text' && this.#rng.chance(0.3)) await this.#edit(told, roads.socket);
    if (this.#rng.chance(0.2)) await this.#revoke(told);
    if (this.#rng.chance(0.35)) await this.#react(told);
    this.#told.push(told);
  }

  #bySocket(told, content) {
    const { message } = told;
    const status = message.fromMe ? this.#rng.between(Status.PENDING, Status.PLAYED) : this.#rng.chance(0.3) ? Status.READ : undefined;
    const time = message.time + this.#rng.int(3);
    told.reports.push({ road: 'socket', time, status: status === undefined ? undefined : STATUSES[status] });
    this.#socket.message(message, content, time, status);
  }

  #byHistory(told, content, isMedia) {
    const { message } = told;
    const wireId = this.#platform.idOf(message);
    const time = message.time + this.#rng.int(3);
    const status = this.#rng.pick(['sent', 'delivered', 'read']);
    told.reports.push({ road: 'official', time, wireId, isLive: false, status: message.fromMe ? OFFICIAL_STATUSES[status] : undefined });
    this.official.push(this.#platform.history(message, wireId, { timestamp: `${time}`, ...(isMedia ? { type: 'media_placeholder' } : content) }, status, this.official.length));
    if (isMedia) this.official.push(this.#platform.followUp(message, content));
  }

  #byLive(told, content) {
    const wireId = this.#platform.idOf(told.message);
    const time = told.message.time + this.#rng.int(3);
    told.reports.push({ road: 'official', time, wireId, isLive: true });
    this.official.push(this.#platform.live(told.message, wireId, { timestamp: `${time}`, ...content }));
  }

  #roads(mayBeSocket = true) {
    return mayBeSocket ? this.#rng.pick([['socket'], ['official'], ['socket', 'official']]) : ['official'];
  }

  #acknowledge(told) {
    for (const road of this.#roads()) {
      const status = this.#rng.pick(['delivered', 'read', 'played']);
      told.statuses.push({ road, status });
      if (road === 'socket') this.#socket.status(told.message, Status[{ delivered: 'DELIVERY_ACK', read: 'READ', played: 'PLAYED' }[status]]);
      else this.official.push(this.#platform.status(told.message, status));
    }
  }

  // An edit by a socket would make a row of a message that the socket never told.
  async #edit(told, mayBeSocket) {
    const { message } = told;
    const body = `${told.body}, edited`;
    const time = message.time + 60;
    for (const road of this.#roads(mayBeSocket)) {
      told.edits.push({ road, body });
      if (road === 'socket') await this.#socket.edit(message, body, time);
      else this.#change(message, 'E', time, { type: 'edit', edit: { original_message_id: this.#platform.idOf(message), message: { context: { id: 'M0' }, type: 'text', text: { body } } } });
    }
  }

  async #revoke(told) {
    for (const road of this.#roads()) {
      told.revokes.push({ road });
      if (road === 'socket') await this.#socket.revoke(told.message, told.message.time + 90);
      else this.#change(told.message, 'R', told.message.time + 90, { type: 'revoke', revoke: { original_message_id: this.#platform.idOf(told.message) } });
    }
  }

  async #react(told) {
    const { message } = told;
    const isOwn = this.#rng.chance(0.5);
    const [emoji, time] = [this.#rng.pick(['👍', '❤️', '+']), message.time + 30];
    for (const road of this.#roads()) {
      told.reactions.push({ road, emoji, isOwn });
      if (road === 'socket') await this.#socket.reaction(message, isOwn, emoji, time);
      else this.#change({ ...message, fromMe: isOwn }, 'A', time, { type: 'reaction', reaction: { message_id: this.#platform.idOf(message), emoji } });
    }
  }

  #change(message, suffix, time, told) {
    const envelope = { ...message, id: `${message.id}${suffix}` };
    this.official.push(this.#platform.live(envelope, this.#platform.idOf(envelope), { timestamp: `${time}`, ...told }));
  }

  /** The rows of an import of what these roads delivered. */
  rows(roads) {
    const of = (list) => list.filter(({ road }) => roads.includes(road));
    return this.#told.filter(({ reports }) => of(reports).length > 0).map(({ message, kind, body, ...told }) => {
      const reports = of(told.reports);
      return {
        chat: `${message.customer.number}@s.whatsapp.net`, id: message.id, fromMe: message.fromMe, timestamp: Math.min(...reports.map(({ time }) => time)), kind,
        body: of(told.edits)[0]?.body ?? body, status: greatest([...reports, ...of(told.statuses)].map(({ status }) => status)), edited: of(told.edits).length > 0,
        revoked: of(told.revokes).length > 0, reactions: of(told.reactions).slice(0, 1).map(({ emoji, isOwn }) => `${emoji} ${isOwn ? 'me' : 'other'}`), wireId: wireIdOf(reports)
      };
    });
  }
}

const { values } = parseArgs({ options: { out: { type: 'string' }, seed: { type: 'string', default: '1' }, messages: { type: 'string', default: '14' } } });
const conversation = new Conversation(Number(values.seed));
await conversation.tell(Number(values.messages));
const pieces = { socket: conversation.socketPieces(), official: conversation.official.map((content) => ({ extension: 'json', content })) };
for (const [road, told] of Object.entries(pieces)) {
  rmSync(join(values.out, road), { recursive: true, force: true });
  mkdirSync(join(values.out, road), { recursive: true });
  told.forEach(({ extension, content }, i) => writeFileSync(join(values.out, road, `${road}-${String(i).padStart(4, '0')}.${extension}`), content));
}

for (const [name, roads] of Object.entries({ socket: ['socket'], official: ['official'], both: ['socket', 'official'] })) {
  writeFileSync(join(values.out, `${name}.ndjson`), conversation.rows(roads).map((row) => `${JSON.stringify(row)}\n`).join(''));
}

console.log(`${pieces.socket.length} pieces by baileys, ${pieces.official.length} by the platform`);
