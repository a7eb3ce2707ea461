// Messages inside messages.

/** Fields of Message that hold nothing but another message. (editedMessage and commentMessage have a meaning of their own.) */
export const WRAPPERS = [
  'deviceSentMessage', 'botInvokeMessage', 'ephemeralMessage', 'viewOnceMessage', 'viewOnceMessageV2', 'viewOnceMessageV2Extension',
  'lottieStickerMessage', 'documentWithCaptionMessage', 'groupMentionedMessage', 'associatedChildMessage', 'groupStatusMessage',
  'groupStatusMessageV2', 'statusAddYours', 'eventCoverImage', 'pollCreationMessageV4', 'pollCreationOptionImageMessage',
  'groupStatusMentionMessage', 'questionMessage', 'questionReplyMessage', 'botTaskMessage', 'botForwardedMessage'
];

export const MAX_DEPTH = 8;

export function wrap(w, wrapper, message) {
  const inner = wrapper === 'deviceSentMessage' ? { destinationJid: '5511987650000@s.whatsapp.net', message, phash: '2:abc' } : { message };
  const beside = w.rng.chance(0.3) ? { messageContextInfo: { deviceListMetadataVersion: 2, messageSecret: w.rng.bytes(32) } } : {};
  return { ...beside, [wrapper]: inner };
}

/** The content under `depth` wrappers; more than eight of them hide it. */
export function nest(w, content, depth, wrappers = Array.from({ length: depth }, () => w.rng.pick(WRAPPERS))) {
  let { message } = content;
  for (const wrapper of wrappers) message = wrap(w, wrapper, message);
  return depth > MAX_DEPTH ? { message, kind: 'unsupported', body: '', media: null } : { ...content, message };
}
