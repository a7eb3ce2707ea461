// A small seeded generator (mulberry32): the same seed must give the same bytes on every machine, for ever.
export class Prng {
  #state;

  constructor(seed) {
    this.#state = (seed * 0x9e3779b1 + 0x5bd1e995) >>> 0;
  }

  /** A float in [0, 1). */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** An integer in [0, n). */
  int(n) {
    return Math.floor(this.next() * n);
  }

  between(low, high) {
    return low + this.int(high - low + 1);
  }

  chance(p) {
    return this.next() < p;
  }

  pick(list) {
    return list[this.int(list.length)];
  }

  shuffle(list) {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.int(i + 1);
      [copy[i], copy[j]] = [copy[j], copy[i]];
    }
    return copy;
  }

  bytes(n) {
    const out = Buffer.allocUnsafe(n);
    for (let i = 0; i < n; i++) out[i] = this.int(256);
    return out;
  }

  hex(digits) {
    return this.bytes(Math.ceil(digits / 2)).toString('hex').slice(0, digits).toUpperCase();
  }

  digits(n) {
    let out = String(1 + this.int(9));
    while (out.length < n) out += this.int(10);
    return out;
  }
}
