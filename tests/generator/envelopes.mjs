// The shapes in which hosts hand over what baileys told them (one file each).
// Every envelope takes (messages, event, encoding) and returns { text, extension, rest }: rest are the messages it cannot carry.
import { Status, SyncType } from './wire.mjs';

const json = (value, { replacer }, indent) => JSON.stringify(value, replacer, indent);
const whole = (value, encoding, indent) => ({ text: json(value, encoding, indent), extension: 'json', rest: [] });
const lines = (values, encoding) => ({ text: values.map((value) => `${json(value, encoding)}\n`).join(''), extension: 'ndjson', rest: [] });

function encodeEvent(event, messages, encoding) {
  const each = (list) => (list ?? []).map(encoding.value);
  return {
    chats: each(event.chats), contacts: each(event.contacts), messages: each(messages),
    ...(event.lidPnMappings ? { lidPnMappings: each(event.lidPnMappings), pastParticipants: each(event.pastParticipants) } : {}), isLatest: false, syncType: event.syncType, progress: event.progress, chunkOrder: event.chunkOrder,
    // what an on-demand reply answers
    peerDataRequestSessionId: event.syncType === SyncType.ON_DEMAND ? '3EB0C0FFEE0123456789AB' : null
  };
}

/** Carry everything of an event. */
export const EVENT_ENVELOPES = [
  { name: 'event', write: (messages, event, encoding) => whole(encodeEvent(event, messages, encoding), encoding) },
  { name: 'event-indented', write: (messages, event, encoding) => whole(encodeEvent(event, messages, encoding), encoding, 2) },
  { name: 'webhook', write: (messages, event, encoding) => whole({ event: 'messaging-history.set', data: encodeEvent(event, messages, encoding) }, encoding) }
];

/** Carry messages only. */
export const MESSAGE_ENVELOPES = [
  { name: 'webhook-array', write: (messages, _, encoding) => whole({ event: 'messages.set', instance: 'one', data: messages.map(encoding.value) }, encoding) },
  { name: 'messages', write: (messages, _, encoding) => whole({ messages: messages.map(encoding.value) }, encoding) },
  { name: 'array', write: (messages, _, encoding) => whole(messages.map(encoding.value), encoding) },
  { name: 'lines', write: (messages, _, encoding) => lines(messages.map(encoding.value), encoding) },
  { name: 'rows', write: (messages, _, encoding) => writeFitting(messages, fitsRow, (m) => toRow(m, encoding), encoding, whole) },
  { name: 'row-lines', write: (messages, _, encoding) => writeFitting(messages, fitsRow, (m) => toRow(m, encoding), encoding, lines) },
  { name: 'waha', write: (messages, _, encoding) => writeFitting(messages, fitsWaha, (m) => toWaha(m, encoding), encoding, whole) },
  { name: 'waha-lines', write: (messages, _, encoding) => writeFitting(messages, fitsWaha, (m) => toWaha(m, encoding), encoding, lines) }
];

function writeFitting(messages, fits, convert, encoding, write) {
  const fitting = messages.filter(fits);
  return { ...write(fitting.map(convert), encoding), rest: messages.filter((m) => !fits(m)) };
}

// In some clients an absent status reads as 0, which is ERROR.
const statusOf = (m) => (Object.hasOwn(m, 'status') ? m.status : null);
const seconds = (m) => Number(m.messageTimestamp ?? 0);
const ordinaryTime = (m) => seconds(m) > 0 && seconds(m) < 2 ** 31;
const isGroup = (m) => /@g\.us\s*$/i.test(m.key.remoteJid ?? '');

/** A row of Evolution has no stub, no reactions, no receipts and one participant; its time is an int32. */
function fitsRow(m) {
  return ordinaryTime(m) && Boolean(m.key.remoteJid) && Boolean(m.key.id) && Boolean(m.message) && !m.messageStubType && m.reactions.length === 0 && m.userReceipt.length === 0;
}

function toRow(m, encoding) {
  const participant = isGroup(m) ? m.participant || m.key.participant : undefined;
  const { message } = encoding.value(m);
  return {
    key: { id: m.key.id, fromMe: m.key.fromMe ?? false, remoteJid: m.key.remoteJid, ...(participant ? { participant } : {}) },
    pushName: m.pushName ?? null,
    messageType: Object.keys(m.message).find((field) => Array.isArray(m.message[field]) === false) ?? 'unknown',
    message,
    messageTimestamp: seconds(m),
    source: 'unknown',
    status: statusOf(m) === null ? null : Status[m.status]
  };
}

const fitsWaha = (m) => ordinaryTime(m) && Boolean(m.key.remoteJid) && Boolean(m.key.id);

const toCus = (jid) => jid.replace(/@s\.whatsapp\.net$/, '@c.us');

function toWaha(m, encoding) {
  const participant = m.participant || m.key.participant || undefined;
  const chat = toCus(m.key.remoteJid);
  const fromMe = m.key.fromMe ?? false;
  const ack = statusOf(m) === null ? undefined : m.status - 1;
  return {
    id: `${fromMe}_${chat}_${m.key.id}${participant ? `_${toCus(participant)}` : ''}`,
    timestamp: seconds(m),
    from: chat,
    fromMe,
    source: 'app',
    to: null,
    participant: participant ? toCus(participant) : null,
    body: m.message?.conversation ?? m.message?.extendedTextMessage?.text ?? null,
    hasMedia: false,
    ...(ack === undefined ? {} : { ack, ackName: ['ERROR', 'PENDING', 'SERVER', 'DEVICE', 'READ', 'PLAYED'][m.status] }),
    _data: encoding.value(m)
  };
}
