import { doorOf } from './door/door.js';

export { useAtomicAuthState } from './auth/atomicAuthState.js';
export { openBridge } from './bridge.js';

/**
 * A listener for `http.createServer`, through which a host asks the phones of these bridges for older messages, and for files.
 * @param {Iterable<import('./bridge.js').Bridge>} bridges those that are there when a request comes
 */
export function makeDoor(bridges) {
  return doorOf(() => [...bridges].map(bridge => bridge.asking));
}
