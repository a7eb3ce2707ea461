// The same history as JSON: every HistorySync through baileys' own processHistoryMessage, told in ever other encodings and envelopes.
import { encodingsOf } from './encodings.mjs';
import { EVENT_ENVELOPES, MESSAGE_ENVELOPES } from './envelopes.mjs';

const ENVELOPES = [...EVENT_ENVELOPES, ...MESSAGE_ENVELOPES];

export class JsonFolder {
  messages = 0;
  files = 0;
  #write;
  #perFile;
  #client;
  #encodings;
  // each has its own rotation, so that each goes through all encodings
  #turns = { sync: 0, event: 0, rest: 0 };

  /** `write(name, text)` stores a file. `perFile` messages are told in one way before the next way has its turn. */
  constructor(write, perFile, client) {
    this.#write = write;
    this.#perFile = perFile;
    this.#client = client;
    this.#encodings = encodingsOf(client);
  }

  /** One blob; `keeps` are the indexes of conversations that say something that only they say. */
  async add(name, bytes, keeps) {
    const { proto, processHistoryMessage, pushed } = this.#client;
    const sync = proto.HistorySync.decode(bytes);
    if (pushed) {
      for (const event of await pushed(processHistoryMessage(sync))) this.#tellEvent(name, event);
      return;
    }
    const { conversations } = sync;
    const kept = [];
    const flattened = [];
    // baileys flattens conversations: where the chat is known from the conversation only, that would lose it
    conversations.forEach((conversation, i) => (keeps.has(i) || i % 6 === 5 ? kept : flattened).push(conversation));
    if (kept.length > 0 || sync.statusV3Messages.length > 0) this.#tellSync(name, sync, kept);
    sync.conversations = flattened;
    sync.statusV3Messages = [];
    this.#tellEvent(name, processHistoryMessage(sync), sync.chunkOrder);
  }

  /** protobufjs' own JSON of the HistorySync, conversation by conversation. */
  #tellSync(name, sync, conversations) {
    const encoding = this.#encodings[this.#turns.sync++ % this.#encodings.length];
    const partial = this.#client.proto.HistorySync.create({ ...sync, conversations });
    this.#file(`${name}-sync-${encoding.name}.json`, JSON.stringify(encoding.value(partial), encoding.replacer));
    this.messages += conversations.reduce((sum, { messages }) => sum + messages.length, 0) + sync.statusV3Messages.length;
  }

  #tellEvent(name, event, chunkOrder) {
    let claimsTold = false;
    const rest = [];
    for (let at = 0; at < event.messages.length; at += this.#perFile) {
      const turn = this.#turns.event++;
      // every pair of encoding and envelope has its turn
      const encoding = this.#encodings[turn % this.#encodings.length];
      const envelope = ENVELOPES[(turn + Math.floor(turn / this.#encodings.length)) % ENVELOPES.length];
      const messages = event.messages.slice(at, at + this.#perFile);
      const carriesClaims = EVENT_ENVELOPES.includes(envelope) && !claimsTold;
      const told = envelope.write(messages, carriesClaims ? { ...event, chunkOrder } : {}, encoding);
      claimsTold ||= carriesClaims;
      this.messages += messages.length - told.rest.length;
      rest.push(...told.rest);
      if (told.rest.length < messages.length) this.#file(`${name}-${envelope.name}-${encoding.name}.${told.extension}`, told.text);
    }
    if (claimsTold && rest.length === 0) return;

    const encoding = this.#encodings[this.#turns.rest++ % this.#encodings.length];
    const [{ write }] = EVENT_ENVELOPES;
    this.#file(`${name}-rest-${encoding.name}.json`, write(rest, claimsTold ? {} : { ...event, chunkOrder }, encoding).text);
    this.messages += rest.length;
  }

  #file(name, text) {
    this.files++;
    this.#write(`${String(this.files).padStart(4, '0')}-${name}`, text);
  }
}
