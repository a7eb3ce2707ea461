/** @typedef {{ id?: string, lid?: string } | null | undefined} Me our own account, as Baileys keeps it */

/**
 * The account's own JIDs without device, number first, with a comma between.
 * @param {Me} me
 */
export function accountOf(me) {
  return [me?.id, me?.lid].map(jid => parts(jid)).filter(jid => jid !== null).map(jid => `${jid.user}@${jid.server}`).join(',') || undefined;
}

/**
 * Whether a JID is our own primary device, the phone: our number or LID, and device 0.
 * @param {string | undefined} jid
 * @param {Me} me
 */
export function isOwnPrimary(jid, me) {
  const sender = parts(jid);
  if (sender === null || sender.device !== 0) return false;
  return [parts(me?.id), parts(me?.lid)].some(own => own !== null && own.user === sender.user && own.server === sender.server);
}

/** @param {string | undefined} jid */
function parts(jid) {
  const match = /^(\d+)(?:_\d+)?(?::(\d+))?@(s\.whatsapp\.net|c\.us|lid)$/.exec(jid ?? '');
  if (!match) return null;
  return { user: match[1], device: Number(match[2] ?? 0), server: match[3] === 'c.us' ? 's.whatsapp.net' : match[3] };
}
