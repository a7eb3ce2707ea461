// What hosts and phones make of messageTimestamp.
const UNREADABLE = ['absent', 'zero', 'overflow'];
const FORMS = ['seconds', 'milliseconds', 'microseconds', ...UNREADABLE];

export function everyForm(w) {
  const chat = w.anyChat();
  for (const time of FORMS) w.send(chat, { time });
}

/** 2065 has a negative low word, 2100 lies far ahead: both are stored as sent. */
export function future(w) {
  for (const clock of [3_000_000_000, 4_102_444_800, 4_102_444_801]) w.send(w.anyChat(), { clock, time: w.rng.pick(['seconds', 'milliseconds']) });
}

/** The smallest valid time wins, whatever the unit. */
export function disagreeing(w) {
  const m = w.send(w.anyChat(), { time: w.rng.pick(FORMS) });
  for (let i = 0; i < w.rng.between(1, 3); i++) w.again(m, { time: w.rng.pick(FORMS), clock: m.clock + w.rng.between(-5000, 5000) });
}

/** Several in one second; two of these ids are ordered otherwise by UTF-16 units than by bytes. */
export function sameSecond(w) {
  const chat = w.anyChat();
  const clock = w.tick();
  for (const id of [`\uff5e${w.id()}`, `\u{1f600}${w.id()}`, `é${w.id()}`, w.id(), w.id().toLowerCase()]) w.send(chat, { id, clock });
}
