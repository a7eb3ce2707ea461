/** A secret for each direction, and the connection they belong to. */
export const keys = { toHost: 'synthetic-key-from-bridge-to-host-1', fromHost: 'synthetic-key-from-host-to-bridge-2' };
export const tenant = 'acme';
export const connection = 'support line';
