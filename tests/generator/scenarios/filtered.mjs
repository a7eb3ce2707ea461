// Chats that are not imported, whatever is said in them.
import { anyContent } from '../content.mjs';
import { Protocol } from '../wire.mjs';

const CHATS = [
  'status@broadcast', '1620000000@broadcast', '120363144038483540@newsletter', '0@c.us', '0@s.whatsapp.net', 'server@c.us', 'server@s.whatsapp.net',
  '12345@call', '867051314767696@bot', '867051314767696:0@bot', '13135550002@c.us', '13135550002@s.whatsapp.net', '13165550012@c.us',
  '13165550012@s.whatsapp.net', '100001234567890@msgr', '100001234567890:2@msgr', '123456789.4:17@interop', '1-5511@interop', 'abc@unknown.server'
];

function say(w, jid, web) {
  const participant = jid.endsWith('broadcast') ? { participant: w.people[w.rng.int(20)].plain() } : {};
  w.noise(null, { ...web, ...participant, pushName: 'Nobody' }, { conversationId: jid, remoteJid: jid });
}

export function everyChat(w) {
  for (const jid of CHATS) say(w, jid, { message: anyContent(w).message });
}

export function any(w) {
  say(w, w.rng.pick(CHATS), { message: anyContent(w).message });
}

/** Status posts travel in a list of their own, too. */
export function statusPosts(w) {
  for (let i = 0; i < 5; i++) {
    const participant = w.people[w.rng.int(20)].plain();
    w.statusPosts.push({ key: { remoteJid: 'status@broadcast', fromMe: false, id: w.id(), participant }, participant, messageTimestamp: w.tick(), message: anyContent(w).message });
  }
}

export function amendments(w) {
  const jid = 'status@broadcast';
  const id = w.id();
  const key = { remoteJid: jid, fromMe: false, id };
  say(w, jid, { message: { reactionMessage: { key, text: '👍', senderTimestampMs: 1700000000123 } } });
  say(w, jid, { message: { protocolMessage: { key, type: Protocol.REVOKE } } });
}
