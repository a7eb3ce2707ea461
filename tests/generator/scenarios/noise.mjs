// Records in ordinary chats that are no messages.
import { Protocol, Stub } from '../wire.mjs';

const someKey = (w) => ({ remoteJid: w.people[0].plain(), fromMe: true, id: w.id() });
const secret = (w) => ({ encPayload: w.rng.bytes(32), encIv: w.rng.bytes(12) });

const NOISE = {
  ephemeralSetting: () => ({ protocolMessage: { type: Protocol.EPHEMERAL_SETTING, ephemeralExpiration: 604800 } }),
  historyNotification: (w) => ({ protocolMessage: { type: Protocol.HISTORY_SYNC_NOTIFICATION, historySyncNotification: { syncType: 3, chunkOrder: 1, progress: 50, fileSha256: w.rng.bytes(32) } } }),
  appStateKeys: (w) => ({ protocolMessage: { type: Protocol.APP_STATE_SYNC_KEY_SHARE, appStateSyncKeyShare: { keys: [{ keyId: { keyId: w.rng.bytes(6) } }] } } }),
  peerRequest: () => ({ protocolMessage: { type: Protocol.PEER_DATA_OPERATION_REQUEST_MESSAGE, peerDataOperationRequestMessage: { peerDataOperationRequestType: 3 } } }),
  sharePhoneNumber: () => ({ protocolMessage: { type: Protocol.SHARE_PHONE_NUMBER } }),
  emptyProtocol: () => ({ protocolMessage: {} }),
  wrappedProtocol: () => ({ deviceSentMessage: { destinationJid: '5511987650000@s.whatsapp.net', message: { protocolMessage: { type: Protocol.APP_STATE_SYNC_KEY_REQUEST } } } }),
  keyDistribution: (w) => ({ senderKeyDistributionMessage: { groupId: '120363012345678901@g.us', axolotlSenderKeyDistributionMessage: w.rng.bytes(16) } }),
  keyDistributionAndContext: (w) => ({ senderKeyDistributionMessage: { groupId: 'g' }, messageContextInfo: { messageSecret: w.rng.bytes(32) } }),
  fastRatchet: () => ({ fastRatchetKeySenderKeyDistributionMessage: { groupId: 'g' } }),
  contextOnly: (w) => ({ messageContextInfo: { messageSecret: w.rng.bytes(32), deviceListMetadataVersion: 2 } }),
  chat: () => ({ chat: { displayName: 'Somebody', id: '5511987650000@s.whatsapp.net' } }),
  stickerSync: () => ({ stickerSyncRmrMessage: { filehash: ['abc'], rmrSource: 'x', requestTimestamp: 1 } }),
  album: () => ({ albumMessage: { expectedImageCount: 3, expectedVideoCount: 1 } }),
  pollVote: (w) => ({ pollUpdateMessage: { pollCreationMessageKey: someKey(w), vote: secret(w), senderTimestampMs: 1700000000123 } }),
  encReaction: (w) => ({ encReactionMessage: { targetMessageKey: someKey(w), ...secret(w) } }),
  encComment: (w) => ({ encCommentMessage: { targetMessageKey: someKey(w), ...secret(w) } }),
  encEventResponse: (w) => ({ encEventResponseMessage: { eventCreationMessageKey: someKey(w), ...secret(w) } }),
  secretEncrypted: (w) => ({ secretEncryptedMessage: { targetMessageKey: someKey(w), ...secret(w), secretEncType: 2 } }),
  pin: (w) => ({ pinInChatMessage: { key: someKey(w), type: 1, senderTimestampMs: 1700000000123 } }),
  keep: (w) => ({ keepInChatMessage: { key: someKey(w), keepType: 1, timestampMs: 1700000000123 } }),
  phoneNumberRequest: () => ({ requestPhoneNumberMessage: { contextInfo: { isForwarded: false } } }),
  historyBundle: (w) => ({ messageHistoryBundle: { mimetype: 'application/protobuf', fileSha256: w.rng.bytes(32), directPath: '/v/x' } }),
  historyNotice: () => ({ messageHistoryNotice: { contextInfo: { isForwarded: false } } }),
  statusMention: () => ({ statusMentionMessage: { message: { protocolMessage: { type: Protocol.STATUS_MENTION_MESSAGE } } } }),
  limitSharing: () => ({ limitSharingMessage: { message: { protocolMessage: { type: Protocol.LIMIT_SHARING } } } }),
  // calls are told with the option for system notes only
  call: (w) => ({ call: { callKey: w.rng.bytes(16), conversionSource: 'x' } }),
  bcall: () => ({ bcallMessage: { sessionId: 's', mediaType: 2, caption: 'broadcast call' } }),
  callLog: () => ({ callLogMesssage: { isVideo: true, callOutcome: 1, durationSecs: 0, callType: 0 } }),
  scheduledCall: () => ({ scheduledCallCreationMessage: { scheduledTimestampMs: 1760000000000, callType: 2, title: 'Call' } }),
  scheduledCallEdit: (w) => ({ scheduledCallEditMessage: { key: someKey(w), editType: 1 } })
};

const STUBS = [
  [Stub.CALL_MISSED_VOICE, []], [Stub.CALL_MISSED_VIDEO, []], [Stub.CALL_MISSED_GROUP_VOICE, []], [Stub.SILENCED_UNKNOWN_CALLER_AUDIO, []],
  [Stub.E2E_ENCRYPTED, []], [Stub.E2E_IDENTITY_CHANGED, ['5511987650000@s.whatsapp.net']], [Stub.GROUP_CREATE, ['Subject']],
  [Stub.GROUP_CHANGE_SUBJECT, ['New subject']], [Stub.GROUP_PARTICIPANT_ADD, ['{"id":"987654321098765@lid","phoneNumber":"5511987650000@s.whatsapp.net"}']],
  [Stub.GROUP_PARTICIPANT_LEAVE, ['5511987650000@s.whatsapp.net']], [Stub.CHANGE_EPHEMERAL_SETTING, ['604800']], [Stub.OVERSIZED, []],
  [Stub.BIZ_PRIVACY_MODE_TO_FB, ['Business name']], [Stub.BIZ_PRIVACY_MODE_TO_BSP, ['Business name']], [Stub.VIEWED_ONCE, []],
  [Stub.INDIVIDUAL_CHANGE_NUMBER, ['5511987650000@s.whatsapp.net', '5511987650001@s.whatsapp.net']], [Stub.PINNED_MESSAGE_IN_CHAT, []], [999, ['unknown to everybody']]
];

export function everyKind(w) {
  for (const build of Object.values(NOISE)) w.noise(w.anyChat(), { message: build(w) });
}

export function everyStub(w) {
  for (const [messageStubType, messageStubParameters] of STUBS) w.noise(w.anyChat(), { messageStubType, messageStubParameters });
}

export function keyOnly(w) {
  w.noise(w.anyChat(), {});
  w.noise(w.anyChat(), { message: undefined, status: 2, pushName: 'nobody' });
}

/** REVOKE is enum 0: a protocol message without a type is not one, even if it names a message. */
export function protocolWithoutType(w) {
  const chat = w.rng.pick(w.lively);
  const m = w.send(chat, { fromMe: true });
  w.noise(chat, { message: { protocolMessage: { key: { remoteJid: chat.person.plain(), fromMe: true, id: m.id } } } }, { key: { fromMe: true } });
}

export function any(w) {
  w.noise(w.anyChat(), { message: NOISE[w.rng.pick(Object.keys(NOISE))](w) });
}
