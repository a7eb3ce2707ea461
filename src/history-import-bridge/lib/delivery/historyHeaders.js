/**
 * What the notification says beside its blob.
 * @param {import('../blob/blobFetcher.js').Notification} notification
 * @param {import('../spool/spool.js').EntryHead} head
 */
export function historyHeaders(notification, head) {
  return {
    from: head.from,
    stanza: head.stanza,
    'sync-type': notification.syncType ?? undefined,
    'chunk-order': notification.chunkOrder ?? undefined,
    progress: notification.progress ?? undefined,
    request: notification.peerDataRequestSessionId || undefined,
  };
}
