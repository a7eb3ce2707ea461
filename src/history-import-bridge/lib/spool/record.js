import { createHash } from 'node:crypto';

/**
 * One record of the spool: a length, a checksum over all that follows, a head in JSON and a payload.
 *
 *     u32 length of the rest | 16 bytes of SHA-256 of what follows | u32 length of the head | head | payload
 */
const prefix = 4;
const checksum = 16;

/**
 * @param {object} head
 * @param {Uint8Array} payload
 */
export function encodeRecord(head, payload) {
  const json = Buffer.from(JSON.stringify(head));
  const record = Buffer.alloc(prefix + checksum + prefix + json.length + payload.length);
  const content = record.subarray(prefix + checksum);
  content.writeUInt32BE(json.length);
  json.copy(content, prefix);
  content.set(payload, prefix + json.length);
  record.writeUInt32BE(record.length - prefix);
  sum(content).copy(record, prefix);
  return record;
}

/** How many bytes tell how long a record is. */
export const prefixLength = prefix;

/**
 * How long the record is that begins so.
 * @param {Buffer} bytes
 */
export function recordLength(bytes) {
  return prefix + bytes.readUInt32BE();
}

/**
 * @param {Buffer} record
 * @returns {{ head: any, payloadLength: number } | null} null if it is not what was written
 */
export function decodeRecord(record) {
  if (record.length < prefix + checksum + prefix) return null;
  const content = record.subarray(prefix + checksum);
  if (!sum(content).equals(record.subarray(prefix, prefix + checksum))) return null;
  const headLength = content.readUInt32BE();
  return { head: JSON.parse(content.toString('utf8', prefix, prefix + headLength)), payloadLength: content.length - prefix - headLength };
}

/** @param {Uint8Array} content */
function sum(content) {
  return createHash('sha256').update(content).digest().subarray(0, checksum);
}
