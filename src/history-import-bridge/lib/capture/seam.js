import { inTurn } from './turns.js';

/**
 * Makes a signal repository that keeps each message before Baileys commits its ratchet and acknowledges it. The outer transaction is
 * what makes a kill harmless: until it ends the ratchet stands where it stood, and the server delivers the same stanza again.
 * @param {typeof import('baileys').DEFAULT_CONNECTION_CONFIG.makeSignalRepository} make Baileys' own
 * @param {Pick<import('./capture.js').Capture, 'decrypted'>} capture
 * @param {(isThere: boolean) => void} made told whether this version of Baileys has the seam
 * @returns {typeof import('baileys').DEFAULT_CONNECTION_CONFIG.makeSignalRepository}
 */
export function withSeam(make, capture, made) {
  return (auth, ...rest) => {
    const repository = make(auth, ...rest);
    // Baileys hands over its whole credentials, and keys with transactions; its types promise less.
    const { creds, keys } = /** @type {{ creds: import('baileys').AuthenticationCreds, keys: import('baileys').SignalKeyStoreWithTransaction }} */ (auth);
    // Up to 6.x a transaction belongs to the process and not to its work: what is nested in one commits on its own.
    const isThere = keys.transaction?.length >= 2;
    made(isThere);
    if (!isThere) return repository;

    const decryptMessage = repository.decryptMessage.bind(repository);
    repository.decryptMessage = args => keys.transaction(async () => {
      const padded = await inTurn(userOf(args.jid), () => decryptMessage(args));
      await capture.decrypted(creds.me, args.jid, args.ciphertext, padded);
      return padded;
    }, args.jid);

    const decryptGroupMessage = repository.decryptGroupMessage.bind(repository);
    repository.decryptGroupMessage = args => keys.transaction(async () => {
      const padded = await decryptGroupMessage(args);
      await capture.decrypted(creds.me, args.authorJid, args.msg, padded);
      return padded;
    }, args.group);

    // What else uses libsignal's queues takes its turn, inside a transaction as above: the other way round each could wait for the other.
    const { encryptMessage, injectE2ESession } = repository;
    repository.encryptMessage = args => keys.transaction(() => inTurn(userOf(args.jid), () => encryptMessage.call(repository, args)), args.jid);
    repository.injectE2ESession = args => keys.transaction(() => inTurn(userOf(args.jid), () => injectE2ESession.call(repository, args)), args.jid);

    return repository;
  };
}

/** @param {string} jid */
function userOf(jid) {
  return jid.replace(/[:@].*$/s, '');
}
