import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** All headers of the protocol begin so; all of them but the signature are signed. */
export const headerPrefix = 'x-history-';

/**
 * What is signed: method, path, each header of the protocol in the order of their names, and the hash of the body, a line each.
 * @param {string} method
 * @param {string} path as it is sent, without a query
 * @param {Record<string, string | string[] | undefined>} headers
 * @param {Uint8Array} body
 */
export function baseString(method, path, headers, body) {
  const lines = Object.entries(headers)
    .map(([name, value]) => /** @type {const} */ ([name.toLowerCase(), value]))
    .filter(([name]) => name.startsWith(headerPrefix) && name !== `${headerPrefix}signature`)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value}`);
  return ['history-import-1', method.toUpperCase(), path, ...lines, createHash('sha256').update(body).digest('hex')].join('\n');
}

/**
 * @param {string} key
 * @param {string} base
 * @returns {string} HMAC-SHA256 in lower-case hexadecimal
 */
export function sign(key, base) {
  return createHmac('sha256', key).update(base).digest('hex');
}

/**
 * @param {string} key
 * @param {string} base
 * @param {unknown} signature
 */
export function isSignedBy(key, base, signature) {
  if (typeof signature !== 'string' || !/^[0-9a-f]{64}$/.test(signature)) return false;
  return timingSafeEqual(Buffer.from(sign(key, base), 'hex'), Buffer.from(signature, 'hex'));
}
