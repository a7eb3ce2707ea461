// The reference system's import of a connection: look for 1 000 ids at once, then upsert what is missing, one by one.
import { Message } from "./message.mjs";
import { chunks, serve } from "./serve.mjs";

await serve(async (rows) => {
  for (const chunk of chunks(rows)) {
    const found = await Message.findAll({ where: { id: chunk.map((row) => row.id) }, attributes: ["id"], raw: true });
    const known = new Set(found.map((row) => row.id));
    for (const row of chunk) if (!known.has(row.id)) await Message.upsert(row);
  }
});
