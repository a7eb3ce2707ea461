// The bulk insert of the same mapper: 1 000 rows a statement, what is there already is left alone.
import { Message } from "./message.mjs";
import { chunks, serve } from "./serve.mjs";

await serve(async (rows) => {
  for (const chunk of chunks(rows)) await Message.bulkCreate(chunk, { ignoreDuplicates: true });
});
