/** Refuses what was signed outside a window of time, and what comes twice inside it. */
export class ReplayGuard {
  #window;
  /** @type {Map<string, number>} */
  #seen = new Map();

  /** @param {number} [window] in milliseconds, to either side */
  constructor(window = 5 * 60 * 1000) {
    this.#window = window;
  }

  /**
   * @param {string} signature one that was found right
   * @param {number} timestamp
   * @param {number} now
   */
  admits(signature, timestamp, now) {
    for (const [old, until] of this.#seen) {
      if (until >= now) break;
      this.#seen.delete(old);
    }
    if (!(Math.abs(now - timestamp) <= this.#window) || this.#seen.has(signature)) return false;
    this.#seen.set(signature, now + 2 * this.#window);
    return true;
  }
}
