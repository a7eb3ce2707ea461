// All scenarios: each is run once, and then traffic fills the history up to its size.
import { anyContent } from '../content.mjs';
import * as collisions from './collisions.mjs';
import * as edits from './edits.mjs';
import * as filtered from './filtered.mjs';
import * as invalid from './invalid.mjs';
import * as kinds from './kinds.mjs';
import * as noise from './noise.mjs';
import * as people from './people.mjs';
import * as reactions from './reactions.mjs';
import * as repeats from './repeats.mjs';
import * as revokes from './revokes.mjs';
import * as times from './times.mjs';

const message = (w) => w.send(w.anyChat(), { content: anyContent(w) });
const onDemand = (w) => w.send(w.onDemandChat, { content: anyContent(w) });

const TRAFFIC = [
  [message, 1000], [onDemand, 15], [kinds.nested, 15],
  [repeats.identical, 40], [repeats.risingStatus, 30], [repeats.names, 15], [repeats.otherSpelling, 20], [repeats.otherWrapper, 8],
  [repeats.decryptedLater, 8], [repeats.neverDecrypted, 4], [repeats.placeholderThenContent, 8],
  [edits.once, 40], [edits.several, 12], [edits.ties, 3], [edits.forged, 2], [edits.ofNothing, 4], [edits.repeated, 4],
  [revokes.once, 30], [revokes.byAdmin, 5], [revokes.forged, 2], [revokes.beside, 4], [revokes.ofNothing, 2],
  [reactions.once, 50], [reactions.several, 15], [reactions.changed, 15], [reactions.removed, 8], [reactions.attached, 15], [reactions.ties, 3], [reactions.onOurOwn, 4],
  [collisions.acrossChats, 3], [collisions.bothDirections, 5], [collisions.acrossMembers, 4],
  [times.everyForm, 4], [times.disagreeing, 8], [times.sameSecond, 4],
  [noise.any, 40], [filtered.any, 20]
];

export function tell(w, messages) {
  people.populate(w, messages);
  people.ourselves(w);
  const { populate, ourselves, ...scenes } = people;
  for (const group of [scenes, kinds, repeats, edits, revokes, reactions, collisions, times, noise, filtered, ...(w.mayBeInvalid ? [invalid] : [])]) {
    for (const scenario of Object.values(group)) scenario(w);
  }
  for (let i = 0; i < 6; i++) onDemand(w);

  const total = TRAFFIC.reduce((sum, [, weight]) => sum + weight, 0);
  while (w.deliveries + w.statusPosts.length < messages) {
    let at = w.rng.int(total);
    const [scenario] = TRAFFIC.find(([, weight]) => (at -= weight) < 0);
    scenario(w);
  }
}
