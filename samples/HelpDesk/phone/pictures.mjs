// Invented pictures: a box with a scratch, drawn here. And a bill.
import { deflateSync } from 'node:zlib';

const colours = [[176, 132, 84], [120, 144, 108], [108, 128, 160], [168, 112, 120]];

/** A PNG of a box, larger or smaller. */
export function box(variant, scale) {
  const [width, height] = [16 * scale, 12 * scale];
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x / scale, y / scale];
      const isBox = u > 3 && u < 13 && v > 2 && v < 10;
      const isScratch = isBox && Math.abs(u - v * 0.7 - 4) < 0.25 && v > 3 && v < 8;
      const isTape = isBox && Math.abs(u - 8) < 0.6;
      const colour = isScratch ? [60, 30, 20] : isTape ? [220, 205, 170] : isBox ? colours[variant % colours.length] : [226, 230, 228];
      Buffer.from(colour).copy(rows, y * (width * 3 + 1) + 1 + x * 3);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), part('IHDR', head), part('IDAT', deflateSync(rows)), part('IEND', Buffer.alloc(0))]);
}

export const bill = Buffer.from('%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\ntrailer<</Root 1 0 R>>\n');

function part(name, data) {
  const named = Buffer.concat([Buffer.from(name), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
