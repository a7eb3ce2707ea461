// The real encoder, and the names of its numbers.
import { createRequire } from 'node:module';
import { processHistoryMessage } from 'baileys/lib/Utils/history.js';
import { BufferJSON } from 'baileys/lib/Utils/generics.js';
import { proto } from 'baileys/WAProto/index.js';

export { proto };

/** What tells the history, if no other client is asked for: it hands over what it makes of a blob as it is. */
export const newestClient = { name: 'baileys', version: createRequire(import.meta.url)('baileys/package.json').version, proto, processHistoryMessage, BufferJSON };

export const SyncType = proto.HistorySync.HistorySyncType;
export const Stub = proto.WebMessageInfo.StubType;
export const Status = proto.WebMessageInfo.Status;
export const Protocol = proto.Message.ProtocolMessage.Type;

/** What the phone or a careless host puts into messageTimestamp for this second; undefined means absent. */
export function wireTime(seconds, form, rng) {
  switch (form) {
    case 'seconds': return seconds;
    case 'milliseconds': return seconds * 1000 + rng.int(1000);
    case 'microseconds': return seconds * 1_000_000 + rng.int(1_000_000);
    case 'absent': return undefined;
    case 'zero': return 0;
    case 'overflow': return { low: -1, high: -1, unsigned: true };
    default: throw new Error(`no such form of time: ${form}`);
  }
}

/** Whether anything can be read back from that form. */
export const carriesTime = (form) => !['absent', 'zero', 'overflow'].includes(form);
