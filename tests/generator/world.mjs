// The world whose history is told: who there is, what was said, and in which blob every delivery of it travels.
// Scenarios call send / again / edit / revoke / react / noise; every delivery keeps what it puts on the wire and what it means.
import { Person, newLid, newNumber, spellLid, spellNumber } from './people.mjs';
import { Protocol, Stub, carriesTime, wireTime } from './wire.mjs';
import { EMOJI, PUSH_NAMES, Text } from './text.mjs';
import { textContent } from './content.mjs';

const EPOCH = 1_690_000_000;

export class World {
  /** Messages on the wire so far, and how many of them mean nothing because they are broken. */
  deliveries = 0;
  invalid = 0;
  intents = [];
  claims = [];
  directs = [];
  groups = [];

  constructor({ rng, textSize, dataBlobs, mayBeInvalid, claimOwn }) {
    this.rng = rng;
    this.text = new Text(rng, textSize);
    this.mayBeInvalid = mayBeInvalid;
    // Blobs 0 … n-1 are told in full, the last one is the reply to an on-demand request for one chat.
    this.blobs = Array.from({ length: dataBlobs }, () => ({ conversations: new Map(), mappings: [] }));
    this.extraMappings = [];
    this.statusPosts = [];
    this.clock = EPOCH;
    this.me = new Person({ number: '5511900000001', lid: '100000000000001' });
    if (claimOwn) this.claim(this.me);
    this.onDemandChat = null;
    this.used = new Set([this.me.number, this.me.lid]);
  }

  // ── people and chats ──────────────────────────────────────────────────────────────────────────────────────────────

  person({ number = true, lid = true, claim = null } = {}) {
    const unused = (make) => {
      for (;;) {
        const value = make(this.rng);
        if (!this.used.has(value)) return this.used.add(value), value;
      }
    };
    const person = new Person({ number: number ? unused(newNumber) : null, lid: lid ? unused(newLid) : null });
    if (claim) this.claim(person, claim);
    return person;
  }

  direct(person) {
    const chat = { kind: 'direct', person, blobs: this.#span() };
    this.directs.push(chat);
    return chat;
  }

  group(members) {
    const { rng } = this;
    const user = rng.chance(0.7) ? `120363${rng.digits(12)}` : `${newNumber(rng)}-${rng.between(1_500_000_000, 1_650_000_000)}`;
    const chat = { kind: 'group', jid: `${user}@g.us`, members, blobs: this.#span() };
    this.groups.push(chat);
    return chat;
  }

  /** The blobs in which a chat occurs: rarely all of them, never the on-demand reply, which is about one chat only. */
  #span() {
    const all = this.blobs.map((_, i) => i).slice(0, -1);
    return this.rng.shuffle(all).slice(0, this.rng.between(1, Math.min(4, all.length)));
  }

  id() {
    const { rng } = this;
    switch (rng.int(4)) {
      case 0: return `3EB0${rng.hex(18)}`;
      case 1: return `3A${rng.hex(18)}`;
      case 2: return rng.hex(32);
      default: return `3EB0${rng.hex(16)}`;
    }
  }

  /** Time goes by, but several messages a second are normal. */
  tick() {
    this.clock += this.rng.pick([0, 0, 1, 2, 7, 60, 600]);
    return this.clock;
  }

  // ── claims: this number and this LID are one ──────────────────────────────────────────────────────────────────────

  claim(person, how = 'mapping') {
    const { rng } = this;
    person.claimed = true;
    this.claims.push([person.plain('number'), person.plain('lid')]);
    const blob = rng.int(this.blobs.length - 1);
    switch (how) {
      case 'mapping': return this.mapping(person);
      // the chat's own record says who is meant; it need not hold a message
      case 'pnJid': return this.conversation(blob, person.plain('lid')).fields.pnJid = spellNumber(rng, person.number);
      case 'lidJid':
        // the account's own LID beside it is not the contact's
        return Object.assign(this.conversation(blob, person.plain('number')).fields, { lidJid: spellLid(rng, person.lid), accountLid: this.me.plain('lid') });
      case 'accountLid': return this.conversation(blob, person.plain('number')).fields.accountLid = person.plain('lid');
      case 'receipt':
        return this.send(this.direct(person), {
          fromMe: true, as: 'lid', chatSpelling: person.plain('lid'), blob,
          web: { userReceipt: [{ userJid: person.plain('number'), receiptTimestamp: this.clock, readTimestamp: this.clock + 1 }] }
        });
      // a chat under one spelling holds a message under the other
      case 'chatIdIsNumber': return this.send(this.direct(person), { as: 'lid', conversationId: person.plain('number'), keepConversation: true, blob });
      case 'chatIdIsLid': return this.send(this.direct(person), { as: 'number', conversationId: person.plain('lid'), keepConversation: true, blob });
      default: throw new Error(`no such claim: ${how}`);
    }
  }

  mapping({ number, lid }) {
    const { rng } = this;
    const hosted = rng.chance(0.15) && !lid.includes('.');
    const wire = hosted ? { pnJid: `${number}:99@hosted`, lidJid: `${lid}:99@hosted.lid` } : { pnJid: `${number}@s.whatsapp.net`, lidJid: `${lid}@lid` };
    // every sync type carries mappings, also the ones without a message
    (rng.chance(0.3) ? this.extraMappings : rng.pick(this.blobs).mappings).push(wire);
  }

  // ── deliveries ────────────────────────────────────────────────────────────────────────────────────────────────────

  conversation(blob, id, keep = false) {
    const { conversations } = this.blobs[blob];
    const key = `${keep ? 'keep' : ''}\n${id}`;
    if (!conversations.has(key)) conversations.set(key, { fields: { id }, keep, messages: [] });
    return conversations.get(key);
  }

  /** Puts one WebMessageInfo into a blob. `sort` is its place: blobs go from new to old. */
  deliver({ blob, conversationId, keepConversation = false, web, intent = null, sort = this.clock }) {
    this.deliveries++;
    this.conversation(blob, conversationId, keepConversation).messages.push({ web, sort, order: this.deliveries });
    if (intent) this.intents.push(intent);
  }

  /** How a chat is spelled this time: its conversation, and the key of one message in it. */
  address(chat, { as, chatSpelling, conversationId } = {}) {
    const { rng } = this;
    if (chat.kind !== 'direct') {
      const spelling = rng.chance(0.95) ? chat.jid : rng.pick([` ${chat.jid} `, chat.jid.replace('@g.us', '@G.US')]);
      return { conversationId: conversationId ?? chat.jid, remoteJid: chatSpelling ?? spelling };
    }
    const chosen = chat.person.choose(rng, as ?? chat.as);
    return { conversationId: conversationId ?? chat.person.plain(chosen), remoteJid: chatSpelling ?? chat.person.spell(rng, chosen) };
  }

  /** Who sent it, as the wire says it: in field 5, in the key, in both, or nowhere. */
  #participants(chat, message, { senderAs, participantAt }) {
    const { rng } = this;
    if (chat.kind !== 'group') return { key: {}, web: {}, effective: '' };
    const author = message.fromMe ? this.me : message.from;
    if (author === null) return rng.chance(0.5) ? { key: { participant: '' }, web: {}, effective: '' } : { key: {}, web: {}, effective: '' };
    const where = participantAt ?? (message.fromMe ? rng.pick(['nowhere', 'nowhere', 'top', 'key']) : rng.pick(['top', 'key', 'both', 'emptyKey']));
    const spell = () => (author instanceof Person ? author.spell(rng, senderAs) : author);
    const first = spell();
    switch (where) {
      case 'top': return { key: {}, web: { participant: first }, effective: first };
      case 'emptyKey': return { key: { participant: '' }, web: { participant: first }, effective: first };
      case 'key': return { key: { participant: first }, web: {}, effective: first };
      // field 5 is asked first
      case 'both': return { key: { participant: spell() }, web: { participant: first }, effective: first };
      default: return { key: {}, web: {}, effective: '' };
    }
  }

  /**
   * Sends a message and delivers it once. Options: fromMe, from, id, content, status, pushName, time (a form of wireTime),
   * clock, blob, as, chatSpelling, conversationId, keepConversation, senderAs, participantAt, web (more fields), reactions.
   */
  send(chat, options = {}) {
    const message = this.draft(chat, options);
    this.again(message, options);
    return message;
  }

  /** A message that is not delivered (yet). */
  draft(chat, options = {}) {
    const { rng } = this;
    const fromMe = options.fromMe ?? (options.from === undefined && rng.chance(0.4));
    return {
      chat,
      fromMe,
      from: fromMe || chat.kind !== 'group' ? null : options.from !== undefined ? options.from : rng.pick(chat.members),
      id: options.id ?? this.id(),
      clock: options.clock ?? this.tick(),
      time: options.time ?? 'seconds',
      content: options.content ?? textContent(this),
      status: options.status !== undefined ? options.status : (fromMe ? rng.pick([1, 2, 3, 4, 5]) : rng.pick([null, null, 3, 4])),
      pushName: options.pushName !== undefined ? options.pushName : (fromMe ? null : rng.pick([null, ...PUSH_NAMES.slice(0, 4)])),
      blobs: []
    };
  }

  /** Delivers a message (once more), as it is or with another status, name, time, spelling or content. */
  again(message, options = {}) {
    const { rng } = this;
    const { chat } = message;
    const content = options.content ?? message.content;
    const status = options.status !== undefined ? options.status : message.status;
    const pushName = options.pushName !== undefined ? options.pushName : message.pushName;
    const time = options.time ?? message.time;
    const clock = options.clock ?? message.clock;
    const blob = options.blob ?? rng.pick(chat.blobs);
    const address = this.address(chat, options);
    const { key: participantKey, web: participantWeb, effective } = this.#participants(chat, message, options);
    const timestamp = this.#wireTime(clock, time);
    const web = {
      key: { remoteJid: address.remoteJid, id: message.id, ...participantKey },
      ...participantWeb,
      message: chat.person === this.me ? withoutDestination(content.message) : content.message,
      ...this.#decoration(chat, message),
      ...options.web
    };
    if (web.key.remoteJid === '' && rng.chance(0.5)) delete web.key.remoteJid;
    if (message.fromMe || rng.chance(0.8)) web.key.fromMe = message.fromMe;
    if (timestamp !== undefined) web.messageTimestamp = timestamp;
    if (status !== null) web.status = status;
    if (pushName !== null) web.pushName = pushName;
    const reactions = (options.reactions ?? []).map((reaction) => this.#attached(message, reaction));
    if (reactions.length) web.reactions = reactions.map((r) => r.wire);

    message.blobs.push(blob);
    this.deliver({
      blob,
      ...address,
      keepConversation: options.keepConversation,
      web,
      sort: options.sort ?? clock,
      intent: {
        type: 'message', chat: address.remoteJid || address.conversationId, sender: effective, fromMe: message.fromMe, id: message.id,
        timestamp: carriesTime(time) ? clock : null, status: received(status, message.fromMe), pushName: pushName || null,
        kind: content.kind, body: content.body, media: content.media, reactions: reactions.map((r) => r.intent)
      }
    });
  }

  /** Fields that real records carry and that must not matter. */
  #decoration(chat, message) {
    const { rng } = this;
    const extra = {};
    if (rng.chance(0.3)) extra.messageSecret = rng.bytes(32);
    if (rng.chance(0.05)) extra.starred = true;
    if (rng.chance(0.05)) extra.broadcast = true;
    if (rng.chance(0.05)) extra.messageC2STimestamp = message.clock * 1000 + 5;
    if (rng.chance(0.05)) Object.assign(extra, { ephemeralStartTimestamp: message.clock, ephemeralDuration: 604800 });
    if (rng.chance(0.02)) extra.labels = ['1', '2'];
    if (rng.chance(0.02)) extra.messageStubType = Stub.UNKNOWN;
    // who has read it in a group: these are no claims about the group
    if (chat.kind === 'group' && message.fromMe && rng.chance(0.3)) {
      extra.userReceipt = chat.members.filter((m) => m instanceof Person).slice(0, 3).map((m) => ({ userJid: m.plain(), receiptTimestamp: message.clock + 1 }));
    }
    if (chat.kind === 'direct' && message.fromMe && chat.person.number !== null && chat.person.lid === null && rng.chance(0.2)) {
      extra.userReceipt = [{ userJid: chat.person.plain(), receiptTimestamp: message.clock + 1, readTimestamp: message.clock + 2 }];
    }
    return extra;
  }

  // ── amendments ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Where an amendment travels: in the blob of its target (before or behind it) or in an earlier or later one. */
  #amendmentPlace(message, order) {
    const { rng } = this;
    const at = message.blobs[0] ?? rng.pick(message.chat.blobs);
    const earlier = this.blobs.map((_, i) => i).filter((i) => i < at);
    const later = this.blobs.map((_, i) => i).filter((i) => i > at && i < this.blobs.length - 1);
    const chosen = order ?? rng.pick(['same', 'behind', 'earlier', 'later']);
    if (chosen === 'earlier' && earlier.length) return { blob: rng.pick(earlier) };
    if (chosen === 'later' && later.length) return { blob: rng.pick(later) };
    return chosen === 'behind' ? { blob: at, sort: message.clock - 1_000_000 } : { blob: at };
  }

  /** An envelope around a protocol or reaction message, written by us (author 'me') or by somebody else. */
  #envelope(message, author, content, { clock, order, as, chatSpelling, senderAs, id = this.id(), time = 'seconds' } = {}) {
    const { rng } = this;
    const { chat } = message;
    const place = this.#amendmentPlace(message, order);
    const sentAt = clock ?? message.clock + rng.between(1, 5000);
    const address = this.address(chat, { as, chatSpelling });
    const fromMe = author === 'me';
    const { key: participantKey, web: participantWeb, effective } = this.#participants(chat, { fromMe, from: fromMe ? null : author }, { senderAs });
    const web = { key: { remoteJid: address.remoteJid, fromMe, id, ...participantKey }, ...participantWeb, message: content };
    const seconds = this.#wireTime(sentAt, time);
    if (seconds !== undefined) web.messageTimestamp = seconds;
    if (rng.chance(0.3)) web.status = rng.pick([2, 3, 4]);
    if (!fromMe && rng.chance(0.3)) web.pushName = '\u{10ffff} not the name of the message';
    return { place, address, fromMe, effective, id, web, sentAt };
  }

  #amend(message, envelope, intents) {
    const { place, address, web, sentAt } = envelope;
    const keepConversation = address.remoteJid === '';
    this.deliver({ blob: place.blob, ...address, keepConversation, web, sort: place.sort ?? sentAt });
    for (const intent of intents) this.intents.push({ ...intent, chat: address.remoteJid || address.conversationId, id: message.id });
  }

  /** Who wrote the message: 'me', or the person (in a direct chat the only other one). */
  author(message) {
    return message.fromMe ? 'me' : message.chat.kind === 'direct' ? message.chat.person : message.from;
  }

  /** The remoteJid inside an amendment is in its author's words: for somebody in a direct chat with us, that is us. */
  #innerChat(message, author) {
    const { rng } = this;
    if (message.chat.kind !== 'direct' || author === 'me') return this.address(message.chat).remoteJid;
    return rng.chance(0.5) ? this.me.plain() : this.address(message.chat).remoteJid;
  }

  /** Edits a message. `by` other than its author is a forgery and changes nothing. */
  edit(message, options = {}) {
    const { rng } = this;
    const by = options.by ?? this.author(message);
    const genuine = by === this.author(message);
    const body = options.body ?? this.text.body();
    const sentAt = options.clock ?? message.clock + rng.between(1, 5000);
    const stamp = options.stamp !== undefined ? options.stamp : rng.chance(0.7) ? sentAt * 1000 + rng.int(1000) : null;
    const protocolMessage = {
      key: { remoteJid: this.#innerChat(message, by), fromMe: genuine, id: message.id },
      type: Protocol.MESSAGE_EDIT,
      editedMessage: options.edited ?? editedContent(rng, message.content, body)
    };
    if (stamp !== null) protocolMessage.timestampMs = stamp;
    const form = options.form ?? rng.pick(['bare', 'wrapped', 'wrapped', 'nested']);
    const content = form === 'bare' ? { protocolMessage }
      : form === 'wrapped' ? { editedMessage: { message: { protocolMessage } } }
        : { ephemeralMessage: { message: { editedMessage: { message: { protocolMessage, messageContextInfo: { deviceListMetadataVersion: 2 } } } } } };
    const envelope = this.#envelope(message, by, content, { ...options, clock: sentAt });
    this.#amend(message, envelope, [{
      type: 'edit', fromMe: envelope.fromMe, sender: envelope.effective, body, at: stamp ?? envelope.sentAt * 1000, envelopeId: envelope.id
    }]);
    return envelope;
  }

  /** Revokes one's own message; 'stub': the phone has already put a stub in its place. */
  revoke(message, options = {}) {
    const { rng } = this;
    const by = options.by ?? this.author(message);
    const genuine = by === this.author(message);
    const form = options.form ?? rng.pick(['protocol', 'protocol', 'stub']);
    if (form === 'stub' || form === 'adminStub') return this.#revokeStub(message, form === 'stub' ? Stub.REVOKE : Stub.ADMIN_REVOKE, options);
    const key = { remoteJid: this.#innerChat(message, by), fromMe: genuine, id: message.id };
    const envelope = this.#envelope(message, by, { protocolMessage: { key, type: Protocol.REVOKE } }, options);
    // some phones name themselves in the inner key, which comes to the same
    if (message.chat.kind === 'group' && genuine && envelope.effective && rng.chance(0.3)) key.participant = envelope.effective;
    this.#amend(message, envelope, [{ type: 'revoke', fromMe: envelope.fromMe, sender: envelope.effective }]);
  }

  /** An admin revokes somebody's message in a group: the inner key names the victim. */
  adminRevoke(message, { by, victimAs, ...options } = {}) {
    const victim = message.fromMe ? this.me : message.from;
    const participant = victim.spell(this.rng, victimAs);
    const key = { remoteJid: message.chat.jid, fromMe: false, id: message.id, participant };
    const envelope = this.#envelope(message, by ?? 'me', { protocolMessage: { key, type: Protocol.REVOKE } }, options);
    this.#amend(message, envelope, [{ type: 'revoke', fromMe: false, sender: participant }]);
  }

  #revokeStub(message, stub, options) {
    const author = this.author(message);
    const envelope = this.#envelope(message, author, undefined, { ...options, clock: message.clock, time: message.time, id: message.id });
    delete envelope.web.message;
    delete envelope.web.status;
    delete envelope.web.pushName;
    Object.assign(envelope.web, { messageStubType: stub, messageStubParameters: stub === Stub.ADMIN_REVOKE ? [this.me.plain()] : [] });
    this.#amend(message, envelope, [{ type: 'revoke', fromMe: envelope.fromMe, sender: envelope.effective }]);
  }

  /** Reacts to a message; emoji '' or null takes the reaction back. `by` is 'me' or a person. */
  react(message, { by, emoji, stamp, targetAs, noTarget = false, ...options } = {}) {
    const { rng } = this;
    const { chat } = message;
    const reactor = by ?? (rng.chance(0.5) ? 'me' : chat.kind === 'direct' ? chat.person : rng.pick(chat.members));
    const text = emoji === undefined ? rng.pick(EMOJI) : emoji;
    const sentAt = options.clock ?? message.clock + rng.between(1, 5000);
    const at = stamp !== undefined ? stamp : rng.chance(0.8) ? sentAt * 1000 + rng.int(1000) : null;
    const author = this.author(message);
    const key = { remoteJid: this.#innerChat(message, reactor), id: message.id };
    let target;
    if (chat.kind === 'direct') {
      key.fromMe = rng.chance(0.5);
      target = 'any';
    } else if (noTarget) {
      key.fromMe = false;
      target = null;
    } else if (reactor === author && rng.chance(0.5)) {
      key.fromMe = true;
      target = 'own';
    } else {
      const wire = author === 'me' ? this.me : author;
      key.participant = wire instanceof Person ? wire.spell(rng, targetAs) : wire;
      key.fromMe = reactor === author;
      target = { fromMe: false, sender: key.participant };
    }
    const reactionMessage = { key };
    if (text !== null) reactionMessage.text = text;
    if (at !== null) reactionMessage.senderTimestampMs = at;
    if (rng.chance(0.2)) reactionMessage.groupingKey = text ?? '';
    const content = rng.chance(0.2) ? { ephemeralMessage: { message: { reactionMessage } } } : { reactionMessage };
    const envelope = this.#envelope(message, reactor, content, { ...options, clock: sentAt });
    const reactedBy = { fromMe: envelope.fromMe, sender: envelope.effective };
    const intents = target === null ? [] : [{ type: 'reaction', target: target === 'own' ? reactedBy : target, reactor: reactedBy, emoji: text ?? '', at: at ?? envelope.sentAt * 1000 }];
    this.#amend(message, envelope, intents);
    return { reactor, emoji: text ?? '', at: at ?? envelope.sentAt * 1000 };
  }

  /** A reaction that travels inside the record of its message (field 41). */
  #attached(message, { by, emoji, at }) {
    const { rng } = this;
    const { chat } = message;
    const fromMe = by === 'me';
    const key = { remoteJid: this.address(chat).remoteJid, fromMe, id: this.id() };
    if (chat.kind === 'group' && !(fromMe && rng.chance(0.5))) key.participant = (fromMe ? this.me : by).spell(rng);
    return {
      wire: { key, text: emoji, senderTimestampMs: at, unread: false },
      intent: { fromMe, sender: key.participant ?? '', emoji, at }
    };
  }

  // A time that cannot be read is a problem, if one of which the message is kept.
  #wireTime(clock, form) {
    return wireTime(clock, form === 'overflow' && !this.mayBeInvalid ? 'zero' : form, this.rng);
  }

  /** A stub in the place of a message: the same key and time, no content. */
  stub(message, messageStubType) {
    const { rng } = this;
    const address = this.address(message.chat);
    const { key, web } = this.#participants(message.chat, message, {});
    const seconds = this.#wireTime(message.clock, message.time);
    this.deliver({
      blob: rng.pick(message.chat.blobs),
      ...address,
      web: {
        key: { remoteJid: address.remoteJid, fromMe: message.fromMe, id: message.id, ...key }, ...web, messageStubType,
        ...(seconds === undefined ? {} : { messageTimestamp: seconds })
      }
    });
  }

  // ── what is not a row ─────────────────────────────────────────────────────────────────────────────────────────────

  /** A record that means nothing to the rows, in an ordinary chat unless another JID is given. */
  noise(chat, web, { conversationId, remoteJid, key = {}, invalid = false, ...options } = {}) {
    const { rng } = this;
    const address = chat ? this.address(chat, { as: options.as }) : { conversationId, remoteJid };
    const record = { key: { remoteJid: address.remoteJid, fromMe: rng.chance(0.3), id: this.id(), ...key }, messageTimestamp: this.tick(), ...web };
    if (chat?.kind === 'group' && !record.key.fromMe && record.key.participant === undefined && record.participant === undefined) {
      const member = rng.pick(chat.members);
      record.participant = member instanceof Person ? member.spell(rng) : member;
    }
    for (const field of Object.keys(record.key)) if (record.key[field] === undefined) delete record.key[field];
    if (invalid) this.invalid++;
    this.deliver({ blob: options.blob ?? rng.pick(chat ? chat.blobs : this.#span()), conversationId: conversationId ?? address.conversationId, web: record });
  }
}

/** The new version of a message: same kind of content, new words. */
function editedContent(rng, content, body) {
  switch (content.kind) {
    case 'image': return { imageMessage: { caption: body } };
    case 'video': return { videoMessage: { caption: body } };
    case 'document': return rng.chance(0.5) ? { documentMessage: { caption: body } } : { documentWithCaptionMessage: { message: { documentMessage: { caption: body } } } };
    default: return rng.chance(0.5) ? { conversation: body } : { extendedTextMessage: { text: body } };
  }
}

/** What was received cannot have failed to be sent: there an error says nothing. */
const received = (status, fromMe) => (status === 0 && !fromMe ? null : status);

/** In the chat with ourselves deviceSentMessage says where a message belongs; without a destination it is a mere wrapper there, too. */
function withoutDestination(message) {
  return Object.fromEntries(Object.entries(message).filter(([name]) => name !== 'destinationJid').map(([name, value]) => [
    name, value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype ? withoutDestination(value) : value
  ]));
}
