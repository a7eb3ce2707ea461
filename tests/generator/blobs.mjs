// From the world to HistorySync blobs, as the phone cuts them.
import { SyncType } from './wire.mjs';

/** Bootstrap, status posts, push names, settings and the on-demand reply are one blob each; the rest is RECENT and FULL. */
export const MIN_FILES = 6;
export const dataBlobsOf = (files) => files - 3;

/** Yields { name, sync, keeps } in the order in which a phone tells them; keeps are the conversations that say more than their messages do. */
export function* historySyncs(w) {
  const { rng } = w;
  const last = w.blobs.length - 1;
  const types = w.blobs.map((_, i) => (i === 0 ? SyncType.INITIAL_BOOTSTRAP : i === last ? SyncType.ON_DEMAND : i % 2 ? SyncType.RECENT : SyncType.FULL));
  const [forPushNames, forSettings] = [w.extraMappings.filter((_, i) => i % 2), w.extraMappings.filter((_, i) => i % 2 === 0)];
  const told = (i) => ({ name: SyncType[types[i]].toLowerCase(), ...messagesSync(w, w.blobs[i], types[i], chunkOf(types, i)) });

  yield told(0);
  yield {
    name: 'initial_status_v3',
    sync: { syncType: SyncType.INITIAL_STATUS_V3, chunkOrder: 1, statusV3Messages: w.statusPosts }
  };
  for (let i = 1; i < last; i++) yield told(i);
  yield {
    name: 'push_name',
    sync: {
      syncType: SyncType.PUSH_NAME, chunkOrder: 1, progress: 100, phoneNumberToLidMappings: forPushNames,
      pushnames: w.people.map((person) => ({ id: person.plain(), pushname: w.text.words(2) }))
    }
  };
  yield {
    name: 'non_blocking_data',
    sync: {
      syncType: SyncType.NON_BLOCKING_DATA, phoneNumberToLidMappings: forSettings,
      globalSettings: { fontSize: 1, securityNotifications: true, chatDbLidMigrationTimestamp: 1690000000 },
      recentStickers: [{ url: 'https://mmg.whatsapp.net/x', fileSha256: rng.bytes(32), mimetype: 'image/webp', fileLength: 1000 }],
      pastParticipants: w.halls.slice(0, 2).map(({ jid }) => ({
        groupJid: jid, pastParticipants: [{ userJid: w.people[0].plain(), leaveReason: 0, leaveTs: 1690000000 }, { userJid: w.lidOnly[0].plain(), leaveReason: 1, leaveTs: 1690000001 }]
      })),
      callLogRecords: [{ callResult: 1, isVideo: true, startTime: 1690000000, callId: 'c1' }]
    }
  };
  yield told(last);
}

/** Chunks and progress are counted per sync type; the first blob of all rarely says how far it is. */
function chunkOf(types, i) {
  const same = types.map((type, at) => [type, at]).filter(([type]) => type === types[i]).map(([, at]) => at);
  const chunkOrder = same.indexOf(i) + 1;
  return types[i] === SyncType.INITIAL_BOOTSTRAP ? { chunkOrder } : { chunkOrder, progress: Math.floor((100 * chunkOrder) / same.length) };
}

function messagesSync(w, blob, syncType, chunk) {
  const groups = new Map(w.groups.map((group) => [group.jid, group]));
  const told = [...blob.conversations.values()];
  const conversations = told.map((conversation) => conversationOf(w, conversation, groups.get(conversation.fields.id)));
  // a chat that holds nothing
  if (syncType !== SyncType.ON_DEMAND) conversations.push({ id: w.rng.pick(w.people).plain(), name: 'Nothing said yet', messages: [] });
  return {
    sync: { syncType, conversations, ...chunk, phoneNumberToLidMappings: blob.mappings },
    keeps: new Set(told.flatMap(({ keep }, i) => (keep ? [i] : [])))
  };
}

function conversationOf(w, { fields, messages }, group) {
  const { rng } = w;
  // newest first, as the phone does; within a second by its own order
  messages.sort((a, b) => b.sort - a.sort || b.order - a.order);
  const conversation = { ...fields, messages: messages.map(({ web, order }) => ({ message: web, msgOrderId: order })) };
  if (messages.length) Object.assign(conversation, { lastMsgTimestamp: messages[0].sort, conversationTimestamp: messages[0].sort });
  if (rng.chance(0.7)) conversation.unreadCount = rng.int(5);
  if (rng.chance(0.6)) conversation.endOfHistoryTransferType = rng.int(3);
  if (rng.chance(0.2)) conversation.archived = true;
  if (rng.chance(0.1)) Object.assign(conversation, { pinned: 1690000000, muteEndTime: 1790000000 });
  if (rng.chance(0.2)) Object.assign(conversation, { ephemeralExpiration: 604800, ephemeralSettingTimestamp: 1690000000 });
  if (rng.chance(0.6)) conversation.name = w.text.words(2);
  if (rng.chance(0.2)) conversation.displayName = w.text.words(3);
  if (rng.chance(0.1)) conversation.tcToken = rng.bytes(8);
  if (group) {
    conversation.createdAt = 1600000000;
    conversation.participant = group.members.map((member, i) => ({ userJid: member.plain(), rank: i === 0 ? 2 : 0 }));
  }
  return conversation;
}
