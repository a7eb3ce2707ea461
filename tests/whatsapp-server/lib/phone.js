import { deflateSync } from 'node:zlib';
import { getBinaryNodeChild, proto } from 'baileys';
import { Person } from './person.js';
import { PhoneMedia } from './phoneMedia.js';

const onDemand = 6;
const { APP_STATE_SYNC_KEY_SHARE, HISTORY_SYNC_NOTIFICATION } = proto.Message.ProtocolMessage.Type;

/**
 * How the phone takes being asked for older messages.
 * - `answers`: with the page.
 * - `slow`: with the page, after `delay` milliseconds.
 * - `silent`: never.
 * - `empty`: with no message, though it has older ones.
 * - `phone-only`: with no message, and that the older ones stay where they are.
 * - `twice`: with the page, and with the same page again.
 */
export const moods = ['answers', 'slow', 'silent', 'empty', 'phone-only', 'twice'];

/** The primary device: it holds the chats, sends history to the device that is linked to it, and answers requests. */
export class Phone extends Person {
  #whatsapp;

  /** Chats by JID, each with messages, the newest first: what `WebMessageInfo.fromObject` reads. */
  chats = new Map();

  /** What the device asked for: the id of each request, and its fields. */
  requests = [];

  /** The files of its messages, and how it takes being asked for one. */
  media;

  mood = 'answers';
  delay = 500;

  /** Whether history goes inline in the notification. */
  inline = false;

  constructor(jid, whatsapp) {
    super(jid);
    this.#whatsapp = whatsapp;
    this.media = new PhoneMedia(whatsapp);
  }

  /** Sends a notification of history, its blob inline or by the CDN, where `blob` may be other than it was. Returns the stanza's id and what was sent. */
  async sendHistory(sync, { inline = this.inline, notification = {}, blob } = {}) {
    const deflated = deflateSync(proto.HistorySync.encode(proto.HistorySync.fromObject(sync)).finish());
    const { syncType, chunkOrder, progress } = sync;
    const said = { syncType, chunkOrder, progress, ...notification, ...(inline ? { initialHistBootstrapInlinePayload: deflated } : await this.#whatsapp.cdn.upload(deflated)) };
    if (blob) this.#whatsapp.cdn.change(said.directPath, blob);
    const id = await this.send({ protocolMessage: { type: HISTORY_SYNC_NOTIFICATION, historySyncNotification: said } });
    return { id, deflated, notification: said };
  }

  /** Sends a message to the linked device itself. */
  send(message) {
    return this.#whatsapp.deliver(this, message, { category: 'peer', push_priority: 'high' });
  }

  /** What a phone does as soon as a device is linked. Baileys 6 tells its host nothing before. */
  shareKeys() {
    const fingerprint = { rawId: 1, currentIndex: 0, deviceIndexes: [0] };
    const key = { keyId: { keyId: Buffer.from([0, 0, 0, 0, 0, 1]) }, keyData: { keyData: Buffer.alloc(32, 1), timestamp: 1_700_000_000, fingerprint } };
    return this.send({ protocolMessage: { type: APP_STATE_SYNC_KEY_SHARE, appStateSyncKeyShare: { keys: [key] } } });
  }

  async receive(stanza) {
    const message = await this.decrypt(this.#whatsapp.pairing.deviceJid, getBinaryNodeChild(stanza, 'enc'));
    const request = message.protocolMessage?.peerDataOperationRequestMessage?.historySyncOnDemandRequest;
    if (!request) return;
    this.requests.push({ id: stanza.attrs.id, ...request });
    this.#whatsapp.changed();
    await this.#answer(stanza.attrs.id, request);
  }

  async #answer(id, request) {
    if (this.mood === 'silent') return;
    if (this.mood === 'slow') await new Promise(resolve => setTimeout(resolve, this.delay));
    const messages = this.chats.get(request.chatJid) ?? [];
    const known = messages.findIndex(({ key }) => key.id === request.oldestMsgId);
    const older = messages.slice(known + 1);
    const keeps = this.mood === 'phone-only';
    const page = keeps || this.mood === 'empty' ? [] : older.slice(0, request.onDemandMsgCount);
    const endOfHistoryTransferType = keeps ? 2 : older.length > page.length ? 0 : 1;
    const conversation = { id: request.chatJid, messages: page.map((message, i) => ({ message, msgOrderId: older.length - i })), endOfHistoryTransferType };
    for (let times = this.mood === 'twice' ? 2 : 1; times > 0; times--) {
      await this.sendHistory({ syncType: onDemand, progress: 100, conversations: [conversation] }, { notification: { peerDataRequestSessionId: id } });
    }
  }
}
