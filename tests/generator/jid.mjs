// Canonical JIDs and identity for the reference model.
const FOLDED_SERVERS = { 'c.us': 's.whatsapp.net', hosted: 's.whatsapp.net', 'hosted.lid': 'lid' };
// On these servers a dot belongs to the user.
const DOTTED_SERVERS = new Set(['lid', 'bot', 'interop', 'g.us', 'newsletter']);

/** The canonical spelling, or null when it is not a JID. */
export function canonical(wire) {
  const parts = (wire ?? '').trim().split('@');
  if (parts.length !== 2) return null;
  const server = parts[1].toLowerCase();
  const [userAndAgent, , tooMuch] = parts[0].split(':');
  if (tooMuch !== undefined || !/^[a-z0-9.]+$/.test(server)) return null;
  let user = userAndAgent.replace(/_\d+$/, '');
  if (!DOTTED_SERVERS.has(server)) {
    user = user.replace(/\.(\d+)$/, (whole, agent) => (Number(agent) <= 255 ? '' : whole));
  }
  return user === '' ? null : `${user}@${FOLDED_SERVERS[server] ?? server}`;
}

const isNumber = (jid) => jid.endsWith('@s.whatsapp.net');

/** Who is who: the connected components of all claims (number and LID are one). */
export class Identities {
  #parent = new Map();
  #best = new Map();

  constructor(claims) {
    for (const [a, b] of claims) this.#join(canonical(a), canonical(b));
    for (const jid of this.#parent.keys()) {
      const root = this.#root(jid);
      const best = this.#best.get(root);
      if (best === undefined || preferred(jid, best)) this.#best.set(root, jid);
    }
  }

  /** Canonical JID of the person, group or list; null when it is not a JID. */
  resolve(wire) {
    const jid = canonical(wire);
    return jid !== null && this.#parent.has(jid) ? this.#best.get(this.#root(jid)) : jid;
  }

  #root(jid) {
    let at = jid;
    while (this.#parent.get(at) !== at) at = this.#parent.get(at);
    return at;
  }

  #join(a, b) {
    for (const jid of [a, b]) if (!this.#parent.has(jid)) this.#parent.set(jid, jid);
    this.#parent.set(this.#root(a), this.#root(b));
  }
}

/** A number before a LID; the longest number, then the smallest; the smallest LID. */
function preferred(a, b) {
  if (isNumber(a) !== isNumber(b)) return isNumber(a);
  if (isNumber(a) && a.length !== b.length) return a.length > b.length;
  return a < b;
}
