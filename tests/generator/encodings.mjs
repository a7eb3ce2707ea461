// The ways in which hosts turn a client's objects into JSON: `value` copies an object, `replacer` is what JSON.stringify gets.
const isLong = (value) => typeof value.low === 'number' && typeof value.high === 'number' && typeof value.unsigned === 'boolean';

/** A copy without classes, so that no toJSON is called. */
function deepCopy(value, copyBytes) {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Uint8Array) return copyBytes(value);
  if (isLong(value)) return { low: value.low, high: value.high, unsigned: value.unsigned };
  if (Array.isArray(value)) return value.map((item) => deepCopy(item, copyBytes));
  const copy = {};
  for (const [key, item] of Object.entries(value)) copy[key] = deepCopy(item, copyBytes);
  return copy;
}

const asBuffer = (bytes) => Buffer.from(bytes);
const asArray = (bytes) => new Uint8Array(bytes);

export const encodingsOf = ({ BufferJSON }) => [
  // longs as strings, enums as names, bytes as base64
  { name: 'class', value: (object) => object },
  { name: 'class-bufferjson', value: (object) => object, replacer: BufferJSON.replacer },
  // the top level as numbers and Long objects, everything below by toJSON
  { name: 'shallow', value: (object) => ({ ...object }) },
  // {low,high,unsigned}, numeric enums, {"type":"Buffer","data":[…]}
  { name: 'deep', value: (object) => deepCopy(object, asBuffer) },
  // the same with "data":"base64"
  { name: 'deep-bufferjson', value: (object) => deepCopy(object, asBuffer), replacer: BufferJSON.replacer },
  // bytes as {"0":1,"1":2}
  { name: 'raw', value: (object) => deepCopy(object, asArray) }
];
