// One register for each message and reactor.
import { anyContent } from '../content.mjs';

const someMessage = (w, options) => w.send(w.anyChat(), { content: anyContent(w), ...options });
const someoneIn = (w, m) => (m.chat.kind === 'direct' ? m.chat.person : w.rng.pick(m.chat.members));

export function once(w) {
  w.react(someMessage(w));
}

export function everyOrder(w) {
  for (const order of ['same', 'behind', 'earlier', 'later']) {
    w.react(w.send(w.rng.pick(w.lively)), { order });
    w.react(w.send(w.rng.pick(w.halls)), { order });
  }
}

export function several(w) {
  const m = someMessage(w);
  w.react(m, { by: 'me' });
  for (let i = 0; i < w.rng.between(1, 4); i++) w.react(m);
}

export function changed(w) {
  const m = someMessage(w);
  const by = w.rng.chance(0.5) ? 'me' : someoneIn(w, m);
  for (const emoji of w.rng.shuffle(['👍', '❤️', '😂']).slice(0, 2)) w.react(m, { by, emoji });
}

/** Taken back with an empty text or with none; sometimes given again. */
export function removed(w) {
  for (const nothing of ['', null]) {
    const m = someMessage(w);
    const by = w.rng.chance(0.5) ? 'me' : someoneIn(w, m);
    w.react(m, { by, emoji: '👍', clock: m.clock + 10 });
    w.react(m, { by, emoji: nothing, clock: m.clock + 20 });
    if (w.rng.chance(0.3)) w.react(m, { by, emoji: '🎉', clock: m.clock + 30 });
  }
}

/** At the same instant the greater emoji wins, and any emoji wins over its removal. */
export function ties(w) {
  const m = someMessage(w);
  const by = someoneIn(w, m);
  const stamp = (m.clock + 40) * 1000;
  for (const emoji of w.rng.shuffle(['\uff5e', '😀', ''])) w.react(m, { by, emoji, stamp });
}

/** Inside the record of the message, alone or beside a reaction that travels by itself. */
export function attached(w) {
  const m = w.draft(w.anyChat(), { content: anyContent(w) });
  const other = someoneIn(w, m);
  const at = (m.clock + 60) * 1000;
  w.again(m, { reactions: [{ by: 'me', emoji: '🙏', at }, { by: other, emoji: '😮', at }] });
  if (w.rng.chance(0.5)) w.again(m, { reactions: [{ by: other, emoji: w.rng.pick(['😢', '']), at: at + w.rng.pick([-5000, 5000]) }] });
  if (w.rng.chance(0.5)) w.react(m, { by: other, emoji: '👍', stamp: at + w.rng.pick([-7000, 7000]) });
}

/** On our own message in a group, which others name by our number or our LID. */
export function onOurOwn(w) {
  const hall = w.rng.pick(w.halls);
  const m = w.send(hall, { fromMe: true });
  for (const as of ['number', 'lid']) w.react(m, { by: hall.members[as === 'lid' ? 0 : 1], targetAs: as });
  w.react(m, { by: 'me' });
}

/** In a group, a key that is neither the reactor's own nor names anybody points at nothing. */
export function ofNothing(w) {
  const hall = w.rng.pick(w.halls);
  w.react(w.send(hall, { fromMe: false, from: hall.members[0] }), { by: hall.members[1], noTarget: true });
  w.react(w.draft(hall, { fromMe: false, from: hall.members[0] }), { by: hall.members[1] });
  w.react(w.draft(w.rng.pick(w.lively)));
}
