// The clients that read history for a host, each with its own code: what it makes of a blob, and what it pushes to whoever listens.
import { createRequire } from 'node:module';

const QUIET = new Proxy({}, { get: (_, name) => (name === 'child' ? () => QUIET : () => undefined) });

const load = async (path) => {
  const module = await import(path);
  return module.default?.__esModule ? module.default : module;
};

/** `name` is the name of the package, as package.json has it. */
export async function loadClient(name) {
  // 6.7.24 cannot load its parts before the whole
  if (name === 'baileys-6.7') await import(name);
  const { proto } = (await load(`${name}/WAProto/index.js`)).default ?? (await load(`${name}/WAProto/index.js`));
  const { processHistoryMessage } = await load(`${name}/lib/Utils/history.js`);
  const { BufferJSON } = await load(`${name}/lib/Utils/generics.js`);
  const { makeEventBuffer } = await load(`${name}/lib/Utils/event-buffer.js`);
  const { version } = createRequire(import.meta.url)(`${name}/package.json`);
  return { name, version, proto, processHistoryMessage, BufferJSON, pushed: (event) => pushed(makeEventBuffer, event) };
}

/** What a host's listener gets of this event, as a list. The buffer keeps one message of each key, so a second one begins another event, as if it came later. */
async function pushed(makeEventBuffer, { messages, ...event }) {
  const events = [];
  for (let at = 0, first = true; first || at < messages.length; first = false) {
    const seen = new Set();
    const start = at;
    for (; at < messages.length; at++) {
      const { remoteJid, id, fromMe } = messages[at].key;
      const key = `${remoteJid},${id},${fromMe ? 1 : 0}`;
      if (seen.has(key)) break;
      seen.add(key);
    }
    const buffer = makeEventBuffer(QUIET);
    buffer.process((map) => events.push(map['messaging-history.set']));
    buffer.buffer();
    buffer.emit('messaging-history.set', { chats: [], contacts: [], ...(first ? event : { syncType: event.syncType }), messages: messages.slice(start, at), isLatest: false });
    await buffer.flush(true);
  }
  return events;
}
