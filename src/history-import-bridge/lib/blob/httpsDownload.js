import { request } from 'node:https';
import { lookupPublic } from './publicAddress.js';

/** @typedef {{ status: number, body: AsyncIterable<Uint8Array> & { destroy?: () => void } }} Answer */

/** @typedef {(url: URL) => Promise<Answer>} Download */

/**
 * Asks for a blob over HTTPS. Follows no redirect, and connects to public addresses only.
 * @param {URL} url
 * @returns {Promise<Answer>}
 */
export function httpsDownload(url) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { lookup: lookupPublic, agent: false, timeout: 30_000, headers: { origin: 'https://web.whatsapp.com' } }, response =>
      resolve({ status: response.statusCode ?? 0, body: response }));
    asked.once('timeout', () => asked.destroy(new Error('The server of blobs is silent')));
    asked.once('error', reject);
    asked.end();
  });
}
