import { headerPrefix } from './signature.js';

/**
 * Headers of the protocol. A value is percent-encoded, because an id may hold anything; one that is not known is left out.
 * @param {Record<string, string | number | null | undefined>} values by the name behind `x-history-`
 * @returns {Record<string, string>}
 */
export function protocolHeaders(values) {
  return Object.fromEntries(Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => [headerPrefix + name, escape(String(value))]));
}

/** @param {string} value */
function escape(value) {
  // Half a surrogate pair has no encoding; this puts U+FFFD in its place.
  return encodeURIComponent(Buffer.from(value).toString()).replaceAll('%40', '@').replaceAll('%3A', ':').replaceAll('%2C', ',');
}
