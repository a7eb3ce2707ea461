// Every kind, every wrapper, every depth.
import { CONTENT, UNSUPPORTED } from '../content.mjs';
import { MAX_DEPTH, WRAPPERS, nest } from '../wrappers.mjs';

const BARE = ['conversation', 'extendedText', 'image', 'audio', 'document', 'location', 'poll', 'sticker', 'contact'];
const bare = (w) => CONTENT[w.rng.pick(BARE)](w);

export function everyKind(w) {
  for (const build of Object.values(CONTENT)) w.send(w.anyChat(), { content: build(w) });
  for (let i = 0; i < 6; i++) w.send(w.anyChat(), { content: CONTENT.conversationSpecial(w) });
}

export function everyWrapper(w) {
  for (const wrapper of WRAPPERS) w.send(w.anyChat(), { content: nest(w, bare(w), 1, [wrapper]) });
}

export function everyDepth(w) {
  for (let depth = 2; depth <= MAX_DEPTH; depth++) w.send(w.anyChat(), { content: nest(w, bare(w), depth) });
  for (const depth of [MAX_DEPTH, MAX_DEPTH + 1, MAX_DEPTH + 2, 12, 16]) w.send(w.anyChat(), { content: nest(w, CONTENT.conversation(w), depth) });
}

export function unsupportedUnderWrapper(w) {
  for (const build of Object.values(UNSUPPORTED)) {
    w.send(w.anyChat(), { content: nest(w, { message: build(w), kind: 'unsupported', body: '', media: null }, w.rng.between(1, 3)) });
  }
}

export function nested(w) {
  w.send(w.anyChat(), { content: nest(w, bare(w), w.rng.between(1, MAX_DEPTH + 2)) });
}
