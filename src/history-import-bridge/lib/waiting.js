/** How long to wait before the next try: doubles from `first` to `most` milliseconds. */
export class Backoff {
  #first;
  #most;
  #next;

  /** @param {{ first?: number, most?: number }} [bounds] */
  constructor({ first = 500, most = 60_000 } = {}) {
    this.#first = first;
    this.#most = most;
    this.#next = first;
  }

  next() {
    const wait = this.#next;
    this.#next = Math.min(wait * 2, this.#most);
    return wait;
  }

  reset() {
    this.#next = this.#first;
  }
}

/**
 * Does what may fail for a while, such as a write to a full disk, until it succeeds. Never throws.
 * @template T
 * @param {() => Promise<T>} work
 * @param {(error: unknown) => void} report called for each failure
 * @param {{ first?: number, most?: number }} [bounds]
 * @returns {Promise<T>}
 */
export async function untilDone(work, report, bounds = { first: 250, most: 10_000 }) {
  const backoff = new Backoff(bounds);
  for (;;) {
    try {
      return await work();
    } catch (error) {
      report(error);
      await new Promise(resolve => setTimeout(resolve, backoff.next()));
    }
  }
}
