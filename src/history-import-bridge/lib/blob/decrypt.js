import { createDecipheriv, createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { BlobError } from './blobError.js';

const macLength = 10;

/**
 * Opens an encrypted blob of history. The MAC and the hashes are checked before and after; nothing unverified leaves here.
 * @param {Buffer} blob
 * @param {{ mediaKey?: Uint8Array | null, fileEncSha256?: Uint8Array | null, fileSha256?: Uint8Array | null }} descriptor
 * @returns {Buffer}
 */
export function decryptBlob(blob, { mediaKey, fileEncSha256, fileSha256 }) {
  if (mediaKey?.length !== 32) throw new BlobError('damaged', 'The notification has no key');
  if (blob.length < 16 + macLength || (blob.length - macLength) % 16 !== 0) throw new BlobError('damaged', 'The blob has no possible length');
  const keys = Buffer.from(hkdfSync('sha256', mediaKey, Buffer.alloc(0), 'WhatsApp History Keys', 112));
  const iv = keys.subarray(0, 16);
  const ciphertext = blob.subarray(0, -macLength);
  const mac = createHmac('sha256', keys.subarray(48, 80)).update(iv).update(ciphertext).digest().subarray(0, macLength);
  if (!timingSafeEqual(mac, blob.subarray(-macLength))) throw new BlobError('damaged', 'The MAC of the blob is wrong');
  checkHash(blob, fileEncSha256, 'The hash of the blob is wrong');
  const decipher = createDecipheriv('aes-256-cbc', keys.subarray(16, 48), iv);
  let plain;
  try {
    plain = Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    throw new BlobError('damaged', 'The padding of the blob is wrong');
  }
  checkHash(plain, fileSha256, 'The hash of the content is wrong');
  return plain;
}

/**
 * @param {Uint8Array} bytes
 * @param {Uint8Array | null | undefined} expected
 * @param {string} message
 */
function checkHash(bytes, expected, message) {
  if (expected?.length && !createHash('sha256').update(bytes).digest().equals(expected)) throw new BlobError('damaged', message);
}
