// Revoked: flagged for ever, the body stays.
import { anyContent } from '../content.mjs';

const someMessage = (w) => w.send(w.anyChat(), { content: anyContent(w) });

export function once(w) {
  w.revoke(someMessage(w));
}

export function everyOrderAndForm(w) {
  for (const order of ['same', 'behind', 'earlier', 'later']) {
    for (const form of ['protocol', 'stub', 'adminStub']) w.revoke(someMessage(w), { order, form });
  }
}

export function byAdmin(w) {
  const hall = w.rng.pick(w.halls);
  const [a, b, c] = hall.members;
  w.adminRevoke(w.send(hall, { from: a, fromMe: false }), { by: b });
  w.adminRevoke(w.send(hall, { from: b, fromMe: false }), { by: 'me' });
  w.adminRevoke(w.send(hall, { from: c, fromMe: false }), { by: c });
  // our own message, named by number and by LID
  w.adminRevoke(w.send(hall, { fromMe: true }), { by: a, victimAs: 'number' });
  w.adminRevoke(w.send(hall, { fromMe: true }), { by: a, victimAs: 'lid' });
}

/** Nobody but an admin takes back what another said, and an admin has to name the victim. */
export function forged(w) {
  const direct = w.rng.pick(w.lively);
  w.revoke(w.send(direct, { fromMe: true }), { by: direct.person, form: 'protocol' });
  w.revoke(w.send(direct, { fromMe: false }), { by: 'me', form: 'protocol' });
  const hall = w.rng.pick(w.halls);
  const [a, b] = hall.members;
  w.revoke(w.send(hall, { from: a, fromMe: false }), { by: b, form: 'protocol' });
  w.revoke(w.send(hall, { fromMe: true }), { by: a, form: 'protocol' });
}

export function ofNothing(w) {
  for (const form of ['protocol', 'stub', 'adminStub']) w.revoke(w.draft(w.anyChat(), {}), { form });
  const hall = w.rng.pick(w.halls);
  w.adminRevoke(w.draft(hall, { fromMe: false, from: hall.members[0] }), { by: hall.members[1] });
}

/** Taken back, and still told again, edited and reacted to. */
export function beside(w) {
  const m = w.send(w.anyChat());
  w.revoke(m);
  w.edit(m);
  w.react(m);
  w.again(m, { status: 4 });
  w.revoke(m);
}
