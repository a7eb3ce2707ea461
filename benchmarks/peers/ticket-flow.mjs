// The reference system's import of one ticket: for every message, look for it, then create it.
import { Message } from "./message.mjs";
import { serve } from "./serve.mjs";

await serve(async (rows) => {
  for (const row of rows) {
    if (!(await Message.findOne({ where: { id: row.id } }))) await Message.create(row);
  }
});
