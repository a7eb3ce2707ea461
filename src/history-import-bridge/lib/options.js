/**
 * @typedef {object} BridgeOptions
 * @property {typeof import('baileys')} baileys the module itself: `import * as baileys from 'baileys'`
 * @property {string} folder for the spool; of this connection alone
 * @property {string} tenant
 * @property {string} connection the name of the connection at the host
 * @property {string} host where the host's endpoints begin, such as `https://desk.example/history-import`
 * @property {{ toHost: string, fromHost: string }} keys a secret for each direction, 32 characters or more, of this connection alone
 * @property {import('./observer.js').Observer} [observe] for logs and metrics
 * @property {import('./blob/httpsDownload.js').Download} [download] another way to blobs, such as a proxy. The address is checked before; a way of
 *   your own must follow no redirect and reach no private address
 * @property {{ blob?: number, inflated?: number }} [bounds] of a blob in bytes: 128 MiB, and 1 GiB inflated
 */

/**
 * @param {BridgeOptions} options
 * @returns {BridgeOptions & { bounds: { blob: number, inflated: number } }}
 */
export function checkOptions(options) {
  const { tenant, connection, host, keys, folder, baileys, bounds } = options;
  if (typeof baileys?.DEFAULT_CONNECTION_CONFIG?.makeSignalRepository !== 'function') throw new TypeError('baileys is not the module of Baileys');
  for (const [name, value] of Object.entries({ folder, tenant, connection })) {
    // A dot is a step in a path, however it is encoded.
    if (typeof value !== 'string' || value === '' || (name !== 'folder' && /^\.\.?$/.test(value))) throw new TypeError(`${name} is empty, or no name`);
  }
  if (!/^https?:$/.test(new URL(host).protocol)) throw new TypeError('host is no address of the web');
  for (const key of [keys?.toHost, keys?.fromHost]) {
    if (typeof key !== 'string' || key.length < 32) throw new TypeError('Each of the two keys needs 32 characters or more');
  }
  if (keys.toHost === keys.fromHost) throw new TypeError('The two keys must differ, or a request to one side could be replayed to the other');
  return { ...options, bounds: { blob: 128 * 1024 * 1024, inflated: 1024 * 1024 * 1024, ...bounds } };
}
