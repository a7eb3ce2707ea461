// History less what a client is known to drop.
import { proto } from './wire.mjs';

// In an event messages stand beside their conversations, which matters where only the conversation says which chat it is.
const CHAT_OF_MESSAGES = 'Conversation.id/messages';
// Some clients keep the newest message with its conversation, as a preview.
const CHAT_OF_OLDER_MESSAGES = 'Conversation.id/older-messages';

export class Without {
  #fields;
  #met = new Set();

  /** `fields` are names as `Type.field`, in the words of the newest schema, or one of the two above. */
  constructor(fields) {
    this.#fields = new Set(fields);
  }

  /** The same blob without them; `keeps` are the indexes of the conversations that say more than their messages do. */
  of(bytes, keeps) {
    const sync = proto.HistorySync.decode(bytes);
    sync.conversations = this.#chatsOf(sync.conversations, keeps);
    this.#walk(sync);
    return proto.HistorySync.encode(sync).finish();
  }

  /** A field that the history never has would be an exception for nothing. */
  assertAllMet() {
    const idle = [...this.#fields].filter((field) => !this.#met.has(field));
    if (idle.length) throw new Error(`never met: ${idle}`);
  }

  #chatsOf(conversations, keeps) {
    const option = [CHAT_OF_MESSAGES, CHAT_OF_OLDER_MESSAGES].find((name) => this.#fields.has(name));
    if (!option) return conversations;
    const told = new Set();
    return conversations.flatMap((conversation, i) => {
      // of two conversations of one chat, an event keeps the first
      const preview = option === CHAT_OF_OLDER_MESSAGES && !told.has(conversation.id) ? 1 : 0;
      told.add(conversation.id);
      if (!keeps.has(i)) return [conversation];
      this.#met.add(option);
      const part = (fields, from, to) => proto.Conversation.create({ ...conversation, ...fields, messages: conversation.messages.slice(from, to) });
      return [part({}, 0, preview), part({ id: '' }, preview)];
    });
  }

  #walk(value) {
    if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return;
    if (Array.isArray(value)) {
      for (const item of value) this.#walk(item);
      return;
    }
    for (const key of Object.keys(value)) {
      const field = `${value.constructor.name}.${key}`;
      if (!this.#fields.has(field)) this.#walk(value[key]);
      else if (!Array.isArray(value[key]) || value[key].length > 0) {
        delete value[key];
        this.#met.add(field);
      }
    }
  }
}
