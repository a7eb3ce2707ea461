import { reasonOf } from '../observer.js';
import { blobAddress } from './address.js';
import { BlobError } from './blobError.js';
import { decryptBlob } from './decrypt.js';
import { checkInflated } from './inflated.js';

/** @typedef {import('baileys').proto.Message.IHistorySyncNotification} Notification */

/** Gets the blob that a notification names, deflated, as WhatsApp sent it, and verified. */
export class BlobFetcher {
  #download;
  #mostBlob;
  #mostInflated;

  /**
   * @param {import('./httpsDownload.js').Download} download
   * @param {{ blob: number, inflated: number }} bounds in bytes
   */
  constructor(download, { blob, inflated }) {
    this.#download = download;
    this.#mostBlob = blob;
    this.#mostInflated = inflated;
  }

  /**
   * @param {Notification} notification
   * @returns {Promise<Buffer>}
   */
  async fetch(notification) {
    const inline = notification.initialHistBootstrapInlinePayload;
    const blob = inline?.length ? Buffer.from(inline) : decryptBlob(await this.#get(blobAddress(notification.directPath)), notification);
    await checkInflated(blob, this.#mostInflated);
    return blob;
  }

  /** @param {URL} url */
  async #get(url) {
    let answer;
    try {
      answer = await this.#download(url);
    } catch (error) {
      throw passing(error);
    }
    if (answer.status !== 200) {
      answer.body.destroy?.();
      throw new BlobError([403, 404, 410].includes(answer.status) ? 'gone' : 'passing', `The server of blobs answers ${answer.status}`, answer.status);
    }
    return this.#collect(answer.body);
  }

  /** @param {import('./httpsDownload.js').Answer['body']} body */
  async #collect(body) {
    const chunks = [];
    let size = 0;
    try {
      for await (const chunk of body) {
        size += chunk.length;
        if (size > this.#mostBlob) throw new BlobError('too-large', `The blob has more than ${this.#mostBlob} bytes`);
        chunks.push(chunk);
      }
    } catch (error) {
      body.destroy?.();
      throw error instanceof BlobError ? error : passing(error);
    }
    return Buffer.concat(chunks);
  }
}

/** @param {unknown} error */
function passing(error) {
  return new BlobError('passing', reasonOf(error));
}
