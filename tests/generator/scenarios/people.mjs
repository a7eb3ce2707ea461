// Who there is: numbers, LIDs, both; claimed in every way a history can claim, or never.
import { Person } from '../people.mjs';

const CLAIMS = ['mapping', 'pnJid', 'lidJid', 'accountLid', 'receipt', 'chatIdIsNumber', 'chatIdIsLid'];

/** Chats grow with the size of the history, so that no chat holds all of it. */
export function populate(w, messages) {
  const { rng } = w;
  const times = (n) => Array.from({ length: n });
  w.claimed = times(2).flatMap(() => CLAIMS.map((how) => w.person({ claim: how })));
  const numbers = times(8 + Math.ceil(messages / 200)).map(() => w.person({ lid: false }));
  w.lidOnly = times(4 + Math.ceil(messages / 1000)).map(() => w.person({ number: false }));
  const business = new Person({ number: '16505361212' });
  w.people = [...w.claimed, ...numbers, ...w.lidOnly, business];

  w.lively = w.people.map((person) => w.direct(person));
  w.claimedDirects = w.claimed.map((person) => w.direct(person));

  const singles = [...w.people];
  // one person whose number has changed, or is spelled with and without the ninth digit: the longest number is the name
  for (const [first, second] of [['5511987001234', '551187001234'], ['4915110001111', '4915110000000']]) {
    const lid = rng.digits(15);
    for (const number of [first, second]) {
      const person = new Person({ number, lid });
      w.claim(person);
      w.people.push(person);
      w.claimedDirects.push(w.direct(person));
    }
  }

  // one person whose LID has changed
  const number = '4915110002222';
  for (const lid of [rng.digits(15), rng.digits(14)]) {
    const person = new Person({ number, lid });
    w.claim(person);
    w.people.push(person);
    w.claimedDirects.push(w.direct(person));
  }

  w.lively.push(...w.claimedDirects);
  w.halls = times(6 + Math.ceil(messages / 400)).map(() => w.group(rng.shuffle(singles).slice(0, rng.between(3, 9))));
  // nobody in this one but people of whom only a LID is known
  w.halls.push(w.group(w.lidOnly));

  const last = w.blobs.length - 1;
  w.onDemandChat = w.direct(w.person({ lid: false }));
  w.onDemandChat.blobs = [last, last, w.onDemandChat.blobs[0]];
  w.anyChat = () => (rng.chance(0.65) ? rng.pick(w.lively) : rng.pick(w.halls));
}

/** Our own account tells its number and its LID in its own group messages, and writes notes to itself. */
export function ourselves(w) {
  const [first, second] = w.halls;
  for (const participantAt of ['top', 'key', 'both']) {
    for (const senderAs of ['number', 'lid']) {
      // spelled out on purpose: without a claim, one spelling says nothing of the other
      const own = w.me.plain(senderAs);
      const web = participantAt === 'key' ? {} : { participant: own };
      const m = w.draft(w.rng.pick([first, second]), { fromMe: true });
      w.again(m, { participantAt: 'nowhere', web: { ...web, key: { remoteJid: m.chat.jid, fromMe: true, id: m.id, ...(participantAt === 'top' ? {} : { participant: own }) } } });
    }
  }
  const notes = w.direct(w.me);
  for (let i = 0; i < 5; i++) w.send(notes, { fromMe: true, as: w.me.claimed && i % 2 ? 'lid' : 'number' });
}

/** A chat under its number in one blob and under its LID in another, and the claim in a third or nowhere else. */
export function splitChats(w) {
  const { rng } = w;
  for (const order of [[0, 1], [1, 0], [0, 0]]) {
    const person = w.person();
    const chat = w.direct(person);
    const shared = w.draft(chat, { fromMe: false });
    w.send(chat, { as: 'number', blob: order[0] });
    w.send(chat, { as: 'lid', blob: order[1] });
    // the same message under both: one row
    w.again(shared, { as: 'number', blob: order[0], status: 3 });
    w.again(shared, { as: 'lid', blob: order[1], status: 4 });
    const late = rng.pick(['mapping', 'pnJid', 'lidJid', 'accountLid', 'receipt', 'chatIdIsLid']);
    w.claim(person, late);
    w.react(shared, { by: person, as: 'lid' });
    w.edit(shared, { as: 'number' });
  }
}

/** Number and LID that nobody ever claims to be one stay two chats and two senders, even with the same id and time. */
export function strangers(w) {
  const person = w.person();
  const byNumber = { ...w.direct(person), as: 'number' };
  const byLid = { ...w.direct(person), as: 'lid' };
  const id = w.id();
  const first = w.send(byNumber, { id, fromMe: false });
  w.send(byLid, { id, fromMe: false, content: first.content, clock: first.clock });
  w.react(first, { by: person });

  const hall = w.group([person, ...w.people.slice(0, 2)]);
  const inGroup = w.send(hall, { from: person, senderAs: 'number' });
  const asLid = w.draft(hall, { from: person, id: inGroup.id, clock: inGroup.clock, content: inGroup.content });
  w.again(asLid, { senderAs: 'lid', participantAt: 'key' });
  w.edit(asLid, { senderAs: 'lid' });
}

/** Members of a group who are told by number here and by LID there. */
export function members(w) {
  const person = w.person();
  const hall = w.group([person, w.people[0], w.lidOnly[0]]);
  const m = w.draft(hall, { from: person });
  w.again(m, { senderAs: 'number', participantAt: 'key' });
  w.again(m, { senderAs: 'lid', participantAt: 'top', status: 4 });
  for (const participantAt of ['top', 'key', 'both', 'emptyKey']) w.send(hall, { from: person, senderAs: 'lid', participantAt });
  for (const participantAt of ['top', 'key', 'both', 'emptyKey']) w.send(hall, { from: person, senderAs: 'number', participantAt });
  const target = w.send(hall, { fromMe: true });
  w.react(target, { by: person, senderAs: 'lid', emoji: '👍' });
  w.react(target, { by: person, senderAs: 'number', emoji: '🎉', clock: target.clock + 6000 });
  w.claim(person);
  // nobody knows who sent these
  w.send(hall, { from: null });
  w.send(hall, { from: null });
  // a bot may speak in a group, although its own chat is not imported
  w.send(hall, { from: '867051314767696@bot' });
}

/** The conversation tells the chat where the key does not, and does not where the key does. */
export function addresses(w) {
  const { rng } = w;
  const person = w.person({ lid: false });
  const chat = w.direct(person);
  for (let i = 0; i < 4; i++) w.send(chat, { chatSpelling: '', keepConversation: true });
  const hall = rng.pick(w.halls);
  for (let i = 0; i < 3; i++) w.send(hall, { chatSpelling: '', keepConversation: true });
  for (const m of [w.send(chat), w.send(hall)]) {
    w.edit(m, { chatSpelling: '' });
    w.react(m, { chatSpelling: '' });
    w.revoke(m, { chatSpelling: '', form: 'protocol' });
  }
  // two numbers are not a claim: the key alone counts
  const other = w.person({ lid: false });
  w.send(chat, { conversationId: other.plain(), keepConversation: true });
  // neither is a message of a group in a person's conversation
  w.send(hall, { conversationId: person.plain(), keepConversation: true });
}
