import { aesDecryptGCM, aesEncryptGCM, getBinaryNodeChild, hkdf, proto } from 'baileys';
import { randomBytes } from 'node:crypto';

const { SUCCESS, NOT_FOUND, DECRYPTION_ERROR, GENERAL_ERROR } = proto.MediaRetryNotification.ResultType;

/**
 * How the phone takes being asked to upload a file again. What it cannot read it answers with an error, whatever its mood.
 * - `uploads`: it does, and tells the new path.
 * - `gone`: it no longer has the file.
 * - `fails`: not this time.
 * - `cannot-read`: it says that it could not read the request.
 * - `error`: it no longer has the file, and says so without encrypting it.
 * - `silent`: never an answer.
 */
export const mediaMoods = ['uploads', 'gone', 'fails', 'cannot-read', 'error', 'silent'];

/** The files that a phone has, by the ids of their messages. */
export class PhoneMedia {
  #whatsapp;
  #files = new Map();

  mood = 'uploads';

  /** What it was asked for: the id of each message, its chat, and whether the request could be read. */
  requests = [];

  constructor(whatsapp) {
    this.#whatsapp = whatsapp;
  }

  /** Uploads the file of a message, as its sender did. Returns what the message says of it. */
  async add(id, bytes, kind = 'image') {
    const said = await this.#whatsapp.cdn.upload(bytes, kind);
    this.keep(id, said);
    return said;
  }

  /** Has the file of another message for one that forwards it. */
  keep(id, said) {
    this.#files.set(id, said);
  }

  /** Answers a request. */
  receive(receipt) {
    const { attrs: { id }, content } = receipt;
    const { jid } = getBinaryNodeChild(receipt, 'rmr').attrs;
    const file = this.#files.get(id);
    const isRead = Boolean(file) && canRead(file, id, content);
    this.requests.push({ id, chat: jid, isRead });
    this.#whatsapp.changed();
    if (this.mood === 'silent') return undefined;
    if (!isRead) return this.#answer(receipt, { tag: 'error', attrs: { code: `${file ? DECRYPTION_ERROR : NOT_FOUND}` } });
    if (this.mood === 'error') return this.#answer(receipt, { tag: 'error', attrs: { code: `${NOT_FOUND}` } });
    const result = { uploads: SUCCESS, gone: NOT_FOUND, fails: GENERAL_ERROR, 'cannot-read': DECRYPTION_ERROR }[this.mood];
    if (result === SUCCESS) file.directPath = this.#whatsapp.cdn.keep(this.#whatsapp.cdn.read(file.directPath));
    return this.#answer(receipt, sealed(file, { stanzaId: id, result, ...(result === SUCCESS ? { directPath: file.directPath } : {}) }));
  }

  #answer({ attrs: { id, to }, content }, said) {
    const rmr = content.find(({ tag }) => tag === 'rmr');
    return { tag: 'notification', attrs: { id, from: to, type: 'mediaretry', t: `${Math.floor(Date.now() / 1000)}` }, content: [said, rmr] };
  }
}

const keyOf = ({ mediaKey }) => hkdf(mediaKey, 32, { info: 'WhatsApp Media Retry Notification' });

function canRead(file, id, content) {
  const [ciphertext, iv] = content.find(({ tag }) => tag === 'encrypt').content.map(node => node.content);
  try {
    return proto.ServerErrorReceipt.decode(aesDecryptGCM(ciphertext, keyOf(file), iv, Buffer.from(id))).stanzaId === id;
  } catch {
    return false;
  }
}

function sealed(file, answer) {
  const iv = randomBytes(12);
  const ciphertext = aesEncryptGCM(proto.MediaRetryNotification.encode(answer).finish(), keyOf(file), iv, Buffer.from(answer.stanzaId));
  return { tag: 'encrypt', attrs: {}, content: [{ tag: 'enc_p', attrs: {}, content: ciphertext }, { tag: 'enc_iv', attrs: {}, content: iv }] };
}
