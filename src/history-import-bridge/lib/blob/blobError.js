/**
 * Why a blob cannot be had. `passing` may be over at the next try; `damaged` is tried some times; the others end at once.
 * @typedef {'gone' | 'refused' | 'damaged' | 'too-large' | 'passing'} BlobEnd
 */
export class BlobError extends Error {
  /**
   * @param {BlobEnd} end
   * @param {string} message
   * @param {number} [status] what the server answered
   */
  constructor(end, message, status) {
    super(message);
    this.end = end;
    this.status = status;
  }
}
