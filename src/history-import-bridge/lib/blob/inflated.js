import { createInflate } from 'node:zlib';
import { BlobError } from './blobError.js';

/**
 * Refuses a blob that inflates to more than `most` bytes. Nothing of it is kept. What cannot be inflated passes: the host sets
 * aside what it cannot read.
 * @param {Uint8Array} deflated
 * @param {number} most
 * @returns {Promise<void>}
 */
export function checkInflated(deflated, most) {
  return new Promise((resolve, reject) => {
    const inflate = createInflate({ chunkSize: 64 * 1024 });
    let size = 0;
    inflate.on('data', chunk => {
      size += chunk.length;
      if (size <= most) return;
      inflate.destroy();
      reject(new BlobError('too-large', `The blob inflates to more than ${most} bytes`));
    });
    inflate.once('end', resolve);
    inflate.once('error', () => resolve());
    inflate.end(deflated);
  });
}
