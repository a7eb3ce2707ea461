// Strings compare as UTF-8 bytes. JavaScript's own order compares UTF-16 units and puts U+1F600 before U+FF5E.
export function compareUtf8(a, b) {
  return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
}

/** null first, then UTF-8 bytes. */
export function compareNullable(a, b) {
  if (a === null || b === null) return (a === null ? 0 : 1) - (b === null ? 0 : 1);
  return compareUtf8(a, b);
}

export function compareNumbers(a, b) {
  if (a === null || b === null) return (a === null ? 0 : 1) - (b === null ? 0 : 1);
  return a < b ? -1 : a > b ? 1 : 0;
}
