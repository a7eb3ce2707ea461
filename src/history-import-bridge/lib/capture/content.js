/** @typedef {import('baileys').proto.IMessage} Message */

/**
 * The notification in a message, if it is one.
 * @param {Message | null | undefined} message
 */
export function notificationIn(message) {
  return (message?.deviceSentMessage?.message ?? message)?.protocolMessage?.historySyncNotification ?? undefined;
}

/**
 * What of a message a host may see. Keys of groups and of the account's state are secrets of the session, and no content.
 * @param {Message | null | undefined} message
 * @returns {Message | null} null if nothing is left
 */
export function contentOf(message) {
  const whole = message?.deviceSentMessage?.message ?? message;
  if (!whole) return null;
  const { senderKeyDistributionMessage, fastRatchetKeySenderKeyDistributionMessage, ...content } = whole;
  const protocol = content.protocolMessage;
  if (protocol?.appStateSyncKeyShare || protocol?.appStateSyncKeyRequest || protocol?.appStateFatalExceptionNotification
    || protocol?.peerDataOperationRequestMessage || protocol?.peerDataOperationRequestResponseMessage) return null;
  return Object.keys(content).some(name => name !== 'messageContextInfo' && content[/** @type {keyof typeof content} */ (name)] != null) ? content : null;
}
