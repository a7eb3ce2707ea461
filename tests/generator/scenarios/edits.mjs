// Edits replace the body, and nothing else.
import { CONTENT, textContent } from '../content.mjs';

const EDITABLE = ['conversation', 'extendedText', 'image', 'video', 'document', 'conversation'];
const editable = (w, options = {}) => w.send(w.anyChat(), { content: CONTENT[w.rng.pick(EDITABLE)](w), ...options });

export function once(w) {
  w.edit(editable(w));
}

export function everyOrderAndForm(w) {
  for (const order of ['same', 'behind', 'earlier', 'later']) {
    for (const form of ['bare', 'wrapped', 'nested']) w.edit(editable(w), { order, form });
  }
}

/** The latest edit wins, not the one that comes last. */
export function several(w) {
  const m = editable(w);
  for (let i = 0; i < w.rng.between(2, 4); i++) w.edit(m);
}

/** Without a time of its own, the envelope's counts; at the same time, the envelope's id. */
export function ties(w) {
  const m = editable(w);
  const clock = m.clock + 100;
  w.edit(m, { clock, stamp: clock * 1000, id: '3EB0AAAA' + m.id.slice(8) });
  w.edit(m, { clock, stamp: null, id: '3EB0aaaa' + m.id.slice(8) });
  w.edit(m, { clock: clock - 50, stamp: clock * 1000, id: '3F' + m.id.slice(2) });
  const n = editable(w);
  w.edit(n, { clock: n.clock + 10, stamp: (n.clock + 10) * 1000, id: `\uff5e${n.id}` });
  w.edit(n, { clock: n.clock + 10, stamp: (n.clock + 10) * 1000, id: `\u{1f600}${n.id}` });
}

/** The caption is taken away. */
export function emptied(w) {
  const m = w.send(w.anyChat(), { content: CONTENT.image(w) });
  w.edit(m, { body: '', edited: { imageMessage: {} } });
}

/** Nobody edits what another wrote. */
export function forged(w) {
  const direct = w.rng.pick(w.lively);
  w.edit(w.send(direct, { fromMe: true }), { by: direct.person });
  w.edit(w.send(direct, { fromMe: false }), { by: 'me' });
  const hall = w.rng.pick(w.halls);
  const [a, b] = hall.members;
  w.edit(w.send(hall, { from: a, fromMe: false }), { by: b });
  w.edit(w.send(hall, { fromMe: true }), { by: b });
  w.edit(w.send(hall, { from: a, fromMe: false }), { by: 'me' });
}

export function ofNothing(w) {
  w.edit(w.draft(w.anyChat(), {}));
}

/** Delivered twice itself, and beside a repeat of its message. */
export function repeated(w) {
  const m = w.send(w.anyChat(), { content: textContent(w) });
  const clock = m.clock + 20;
  const same = { clock, stamp: clock * 1000, body: w.text.body(), id: w.id() };
  w.edit(m, same);
  w.edit(m, same);
  w.again(m);
}
