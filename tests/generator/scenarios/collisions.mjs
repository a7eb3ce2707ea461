// An id is chosen by its sender, so that it collides. Every one of these is a row of its own.
export function acrossChats(w) {
  const id = w.id();
  const clock = w.tick();
  const chats = new Set([w.rng.pick(w.lively.slice(20, 24)), w.halls[0], w.halls[1], w.lively[16], w.lively[18]]);
  const sent = [...chats].map((chat) => w.send(chat, { id, clock }));
  w.react(sent[0], {});
  w.edit(sent[1]);
  w.revoke(sent[2]);
}

export function bothDirections(w) {
  const chat = w.rng.pick([...w.lively, ...w.halls]);
  const id = w.id();
  const mine = w.send(chat, { id, fromMe: true });
  const theirs = w.send(chat, { id, fromMe: false, from: chat.members?.[0] });
  w.edit(w.rng.chance(0.5) ? mine : theirs);
  w.revoke(w.rng.chance(0.5) ? mine : theirs);
}

/** Two members of a group, one nobody knows, and ourselves: four rows; what happens to one does not happen to the others. */
export function acrossMembers(w) {
  const hall = w.rng.pick(w.halls);
  const id = w.id();
  const clock = w.tick();
  const [a, b, c] = hall.members;
  const first = w.send(hall, { id, clock, from: a });
  const second = w.send(hall, { id, clock, from: b });
  const third = w.send(hall, { id, clock, from: c });
  w.send(hall, { id, clock, from: null });
  w.send(hall, { id, clock, fromMe: true });
  w.edit(first);
  w.revoke(second, { form: w.rng.pick(['protocol', 'stub', 'adminStub']) });
  w.react(third, { by: a });
  w.react(third, { by: 'me' });
}
