import { BlobError } from './blobError.js';

/**
 * The address of a blob. The path comes from outside, so the whole address is checked after it is built, not the path before.
 * @param {string | null | undefined} directPath
 * @returns {URL}
 */
export function blobAddress(directPath) {
  if (!directPath?.startsWith('/')) throw new BlobError('refused', 'The notification names no path');
  let url;
  try {
    url = new URL(`https://mmg.whatsapp.net${directPath}`);
  } catch {
    throw new BlobError('refused', 'The path makes no address');
  }
  if (!isAllowed(url)) throw new BlobError('refused', 'The address is not one of WhatsApp');
  return url;
}

/** @param {URL} url */
export function isAllowed(url) {
  return url.protocol === 'https:' && url.username === '' && url.password === '' && url.port === ''
    && (url.hostname === 'mmg.whatsapp.net' || /^(?:[a-z0-9-]+\.)+whatsapp\.net$/.test(url.hostname));
}
