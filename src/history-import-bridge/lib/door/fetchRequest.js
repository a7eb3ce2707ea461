import { isId, isJid } from './checks.js';

/**
 * A page of history to ask the phone for: what came before a known message of a chat.
 * @typedef {object} FetchRequest
 * @property {number} count 1 to 50
 * @property {string} chat JID
 * @property {string} id of the known message
 * @property {boolean} fromMe
 * @property {number} time of the known message, in seconds
 */

const earliest = 1_000_000_000;
const latest = 100_000_000_000;

/**
 * Baileys sends whatever it is given, so all of it is checked here.
 * @param {any} value
 * @returns {FetchRequest | string} what is wrong, in words
 */
export function readFetchRequest(value) {
  if (typeof value !== 'object' || value === null) return 'The body is no object';
  const { count, chat, id, fromMe, time } = value;
  if (!Number.isInteger(count) || count < 1 || count > 50) return 'count is no whole number from 1 to 50';
  if (!isJid(chat)) return 'chat is no JID';
  if (!isId(id)) return 'id is empty or too long';
  if (typeof fromMe !== 'boolean') return 'fromMe is neither true nor false';
  if (!Number.isInteger(time) || time < earliest || time > latest) return 'time is no time in seconds';
  return { count, chat, id, fromMe, time };
}
