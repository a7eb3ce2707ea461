/**
 * What the bridge tells its host, for logs and metrics. It holds no text, no number and no key of a message.
 * @typedef {{ type: 'spooled', delivery: string, kind: 'history' | 'event' }
 *   | { type: 'fetched', delivery: string, bytes: number }
 *   | { type: 'delivered', delivery: string, kind: string }
 *   | { type: 'removed', delivery: string }
 *   | { type: 'lost', delivery: string, reason: string, status?: number }
 *   | { type: 'retry', delivery: string, reason: string, wait: number }
 *   | { type: 'foreign-notification' }
 *   | { type: 'fallback', reason: string }
 *   | { type: 'problem', where: string, reason: string }} BridgeEvent
 */

/** @typedef {(event: BridgeEvent) => void} Observer */

/**
 * An observer that throws must not break what it observes.
 * @param {Observer | undefined} observe
 * @returns {Observer}
 */
export function harmless(observe) {
  return event => {
    try {
      observe?.(event);
    } catch {
      // The host's own error, in the host's own code.
    }
  };
}

/**
 * The words of an error. What went wrong in a `fetch` stands in its cause alone.
 * @param {unknown} error
 * @returns {string}
 */
export function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  const { code } = /** @type {NodeJS.ErrnoException} */ (error);
  const words = code ? `${code}: ${error.message}` : error.message;
  return error.cause instanceof Error ? `${words}: ${reasonOf(error.cause)}` : words;
}
