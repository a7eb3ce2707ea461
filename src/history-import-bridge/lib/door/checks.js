/**
 * Whether it can be the id of a message, or another short name.
 * @param {unknown} value
 * @returns {value is string}
 */
export function isId(value) {
  // eslint-disable-next-line no-control-regex
  return typeof value === 'string' && value.length > 0 && Buffer.byteLength(value) <= 128 && !/[\u0000-\u001f\u007f]/.test(value);
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
export function isJid(value) {
  return isId(value) && /^[^@]+@[a-z.]+$/.test(value);
}
