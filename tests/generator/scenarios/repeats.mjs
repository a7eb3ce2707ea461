// The same message, delivered more than once.
import { CONTENT } from '../content.mjs';
import { nest } from '../wrappers.mjs';
import { PUSH_NAMES } from '../text.mjs';
import { Stub } from '../wire.mjs';

export function identical(w) {
  const m = w.send(w.anyChat());
  w.again(m);
  if (w.rng.chance(0.3)) w.again(m, { blob: m.blobs[0] });
}

export function risingStatus(w) {
  const m = w.send(w.anyChat(), { status: w.rng.pick([null, 0, 1, 2]) });
  for (const status of w.rng.shuffle([null, 0, 1, 2, 3, 4, 5]).slice(0, w.rng.between(1, 3))) w.again(m, { status });
}

export function names(w) {
  const m = w.send(w.anyChat(), { fromMe: false, pushName: w.rng.pick([null, '', ...PUSH_NAMES]) });
  for (const pushName of w.rng.shuffle([null, '', ...PUSH_NAMES]).slice(0, 3)) w.again(m, { pushName });
}

/** Wrapped here, bare there: the same content. */
export function otherWrapper(w) {
  const content = CONTENT.extendedText(w);
  const m = w.send(w.anyChat(), { content });
  w.again(m, { content: nest(w, content, w.rng.between(1, 4)) });
}

export function otherSpelling(w) {
  const m = w.send(w.rng.pick(w.claimedDirects), {});
  w.again(m, { as: 'number' });
  w.again(m, { as: 'lid' });
}

/** Not decrypted at first; the stub is nobody's message, the real one comes before or behind it. */
export function decryptedLater(w) {
  const m = w.draft(w.anyChat(), { fromMe: false });
  const stub = () => w.stub(m, Stub.CIPHERTEXT);
  const first = w.rng.chance(0.5);
  if (first) stub();
  w.again(m);
  if (!first) stub();
}

/** Not decrypted ever. */
export function neverDecrypted(w) {
  w.stub(w.draft(w.anyChat(), { fromMe: false }), Stub.CIPHERTEXT);
}

/** A placeholder gives way to the content, in whichever order they come. */
export function placeholderThenContent(w) {
  const m = w.draft(w.anyChat(), { fromMe: false });
  const deliveries = w.rng.shuffle([m.content, CONTENT[w.rng.pick(['placeholder', 'statusNotification', 'statusSticker'])](w)]);
  for (const content of deliveries) w.again(m, { content });
}
