import { isId, isJid } from './checks.js';

/**
 * A file that the phone is asked to upload again: the host has encrypted the request, so that no key of a file comes here.
 * @typedef {object} ReuploadRequest
 * @property {string} chat JID
 * @property {string} id of the message
 * @property {boolean} fromMe
 * @property {string | undefined} participant who sent it to a group
 * @property {Buffer} ciphertext
 * @property {Buffer} iv
 */

const ivBytes = 12;
const tagBytes = 16;
const mostBytes = 1024;

/**
 * @param {any} value
 * @returns {ReuploadRequest | string} what is wrong, in words
 */
export function readReuploadRequest(value) {
  if (typeof value !== 'object' || value === null) return 'The body is no object';
  const { chat, id, fromMe, participant } = value;
  if (!isJid(chat)) return 'chat is no JID';
  if (!isId(id)) return 'id is empty or too long';
  if (typeof fromMe !== 'boolean') return 'fromMe is neither true nor false';
  if (participant != null && !isJid(participant)) return 'participant is no JID';
  const ciphertext = bytesOf(value.ciphertext);
  if (!ciphertext || ciphertext.length <= tagBytes || ciphertext.length > mostBytes) return 'ciphertext is no request in base64';
  const iv = bytesOf(value.iv);
  if (iv?.length !== ivBytes) return `iv is not ${ivBytes} bytes in base64`;
  return { chat, id, fromMe, participant: participant ?? undefined, ciphertext, iv };
}

/**
 * The stanza that WhatsApp's own clients send.
 * @param {ReuploadRequest} request
 * @param {string} me the account's own number, without device
 * @returns {import('baileys').BinaryNode}
 */
export function reuploadStanza({ chat, id, fromMe, participant, ciphertext, iv }, me) {
  return {
    tag: 'receipt',
    attrs: { id, to: me, type: 'server-error' },
    content: [
      { tag: 'encrypt', attrs: {}, content: [{ tag: 'enc_p', attrs: {}, content: ciphertext }, { tag: 'enc_iv', attrs: {}, content: iv }] },
      { tag: 'rmr', attrs: { jid: chat, from_me: `${fromMe}`, ...(participant ? { participant } : {}) } },
    ],
  };
}

/** @param {unknown} text */
function bytesOf(text) {
  return typeof text === 'string' && /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}
