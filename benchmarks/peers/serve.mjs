// Imports the first so many rows for every number on standard input, and answers with the seconds it took.
// usage: node ALTERNATIVE.mjs ROWS_FILE; the database is in DATABASE_URL.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

export async function serve(importRows) {
  const rows = [];
  for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
    const row = JSON.parse(line);
    rows.push({ ...row, version: Buffer.from(row.version, "base64"), raw: Buffer.from(row.raw, "base64"), digest: Buffer.from(row.digest, "base64") });
  }

  for await (const count of createInterface({ input: process.stdin })) {
    const some = rows.slice(0, Number(count));
    const started = performance.now();
    await importRows(some);
    console.log((performance.now() - started) / 1000);
  }

  process.exit();
}

export function* chunks(rows, size = 1000) {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}
