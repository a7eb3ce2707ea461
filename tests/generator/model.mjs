// The reference model: from what was intended, and nothing read back from the wire, to the rows an import must end in.
// Every field is a maximum or a union over all deliveries, so the order in which they are visited cannot matter.
//
// Intents:
//   { type: 'message', chat, sender, fromMe, id, timestamp, status, pushName, kind, body, media, reactions }
//   { type: 'edit', chat, sender, fromMe, id, body, at, envelopeId }          the sender is the envelope's author
//   { type: 'revoke', chat, sender, fromMe, id }                              the sender is the victim
//   { type: 'reaction', chat, id, target: 'any' | { fromMe, sender }, reactor: { fromMe, sender }, emoji, at }
// chat and sender are wire spellings ('' = none); timestamp is in seconds or null.
import { Identities } from './jid.mjs';
import { compareNullable, compareNumbers, compareUtf8 } from './order.mjs';

const STATUS_NAMES = ['error', 'pending', 'server', 'delivered', 'read', 'played'];

export function buildRows({ intents, claims, own }) {
  const identities = new Identities(claims);
  const self = new Set(own.map((jid) => identities.resolve(jid)));
  const isGroup = (chat) => chat.endsWith('@g.us');
  const messages = new Map();
  const byChatAndId = new Map();

  // Only somebody else's message in a group has a sender; our own account is fromMe however it is spelled.
  const author = (chat, { fromMe, sender }) => {
    const who = sender ? identities.resolve(sender) : '';
    const mine = fromMe || (isGroup(chat) && self.has(who));
    return { fromMe: mine, sender: !mine && isGroup(chat) ? who : '' };
  };
  const keyOf = (chat, { fromMe, sender }, id) => [chat, sender, fromMe, id].join('\n');

  for (const intent of intents) {
    if (intent.type !== 'message') continue;
    const chat = identities.resolve(intent.chat);
    const by = author(chat, intent);
    const key = keyOf(chat, by, intent.id);
    let row = messages.get(key);
    if (row === undefined) {
      row = { chat, ...by, id: intent.id, timestamp: null, status: null, pushName: null, content: null, edit: null, revoked: false, reactions: new Map() };
      messages.set(key, row);
      const place = `${chat}\n${intent.id}`;
      byChatAndId.set(place, [...(byChatAndId.get(place) ?? []), row]);
    }
    mergeMessage(row, intent);
    for (const reaction of intent.reactions ?? []) mergeReaction(row, author(chat, reaction), reaction);
  }

  // An edit whose message is nowhere makes a row of its author's: the rest may be about that.
  for (const intent of intents) {
    if (intent.type !== 'edit') continue;
    const chat = identities.resolve(intent.chat);
    const by = author(chat, intent);
    const key = keyOf(chat, by, intent.id);
    if (!messages.has(key)) {
      const content = { rank: 0, kind: 'text', body: '', media: null };
      const row = { chat, ...by, id: intent.id, timestamp: null, status: null, pushName: null, content, edit: null, revoked: false, reactions: new Map() };
      messages.set(key, row);
      const place = `${chat}\n${intent.id}`;
      byChatAndId.set(place, [...(byChatAndId.get(place) ?? []), row]);
    }
    mergeEdit(messages.get(key), intent);
  }

  for (const intent of intents) {
    if (intent.type === 'message' || intent.type === 'edit') continue;
    const chat = identities.resolve(intent.chat);
    if (intent.type === 'reaction') {
      const targets = intent.target === 'any'
        ? byChatAndId.get(`${chat}\n${intent.id}`) ?? []
        : [messages.get(keyOf(chat, author(chat, intent.target), intent.id))];
      for (const row of targets) if (row) mergeReaction(row, author(chat, intent.reactor), intent);
      continue;
    }
    const row = messages.get(keyOf(chat, author(chat, intent), intent.id));
    if (row !== undefined) row.revoked = true;
  }

  return [...messages.values()].map(toExport).sort(compareRows);
}

function mergeMessage(row, intent) {
  const content = { rank: intent.kind === 'unsupported' ? 1 : 2, kind: intent.kind, body: intent.body, media: intent.media };
  if (row.content === null || content.rank > row.content.rank) row.content = content;
  else if (content.rank === row.content.rank && JSON.stringify(content) !== JSON.stringify(row.content)) {
    throw new Error(`two contents of equal rank for ${row.id}: the winner would be a matter of hashes`);
  }
  if (intent.timestamp !== null && (row.timestamp === null || intent.timestamp < row.timestamp)) row.timestamp = intent.timestamp;
  if (intent.status !== null && (row.status === null || intent.status > row.status)) row.status = intent.status;
  if (intent.pushName && (row.pushName === null || compareUtf8(intent.pushName, row.pushName) > 0)) row.pushName = intent.pushName;
}

function mergeEdit(row, { at, envelopeId, body }) {
  const newer = row.edit === null || at > row.edit.at || (at === row.edit.at && compareUtf8(envelopeId, row.edit.envelopeId) > 0);
  if (newer) row.edit = { at, envelopeId, body };
}

function mergeReaction(row, reactor, { emoji, at }) {
  const key = `${reactor.fromMe}\n${reactor.sender}`;
  const last = row.reactions.get(key);
  if (last === undefined || at > last.at || (at === last.at && compareUtf8(emoji, last.emoji) > 0)) {
    row.reactions.set(key, { ...reactor, emoji, at });
  }
}

function toExport(row) {
  return {
    tenant: 'default',
    connection: 'default',
    chat: row.chat,
    id: row.id,
    fromMe: row.fromMe,
    sender: row.sender === '' ? null : row.sender,
    timestamp: row.timestamp,
    kind: row.content.kind,
    body: row.edit === null ? row.content.body : row.edit.body,
    status: row.status === null ? null : STATUS_NAMES[row.status],
    edited: row.edit !== null,
    editedAt: row.edit === null || row.edit.at === 0 ? null : Math.trunc(row.edit.at / 1000),
    revoked: row.revoked,
    reactions: [...row.reactions.values()]
      .filter((reaction) => reaction.emoji !== '')
      .map(({ emoji, fromMe, sender }) => ({ emoji, fromMe, sender: sender === '' ? null : sender }))
      .sort((a, b) => a.fromMe - b.fromMe || compareNullable(a.sender, b.sender)),
    pushName: row.pushName,
    media: row.content.media,
    wireId: null
  };
}

function compareRows(a, b) {
  return compareUtf8(a.chat, b.chat)
    || compareNumbers(a.timestamp, b.timestamp)
    || compareUtf8(a.id, b.id)
    || a.fromMe - b.fromMe
    || compareNullable(a.sender, b.sender);
}

