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

/**
 * Reads the record at an offset.
 * @param {Buffer} bytes
 * @param {number} offset
 * @returns {{ head: any, payloadOffset: number, end: number, bad?: undefined } | { bad: 'torn' | 'damaged' } | null} null at the end.
 *   Torn means that nothing whole stands behind it: a kill while it was written leaves that.
 */
export function readRecord(bytes, offset) {
  const rest = bytes.length - offset;
  if (rest === 0) return null;
  if (rest < prefix) return { bad: 'torn' };
  const length = bytes.readUInt32BE(offset);
  const end = offset + prefix + length;
  if (end > bytes.length) return { bad: 'torn' };
  if (length < checksum + prefix) return { bad: 'damaged' };
  const content = bytes.subarray(offset + prefix + checksum, end);
  if (!sum(content).equals(bytes.subarray(offset + prefix, offset + prefix + checksum))) return { bad: end === bytes.length ? 'torn' : 'damaged' };
  const headLength = content.readUInt32BE();
  return {
    head: JSON.parse(content.toString('utf8', prefix, prefix + headLength)),
    payloadOffset: offset + prefix + checksum + prefix + headLength,
    end,
  };
}

/** @param {Uint8Array} content */
function sum(content) {
  return createHash('sha256').update(content).digest().subarray(0, checksum);
}
