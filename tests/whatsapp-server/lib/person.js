import { addTransactionCapability, Curve, DEFAULT_CONNECTION_CONFIG, encodeWAMessage, initAuthCreds, proto, unpadRandomMax16 } from 'baileys';

const silent = { level: 'silent', child: () => silent, trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} };

// libsignal has one queue in a process for each address, and runs what waits in it in the context of whoever came first: two persons who write to one device at
// once would lose what their transactions keep. So they take turns.
let turn = Promise.resolve();

function inTurn(work) {
  const done = turn.then(work);
  turn = done.catch(() => {});
  return done;
}

/** Somebody with a Signal identity: the phone itself, or a contact. */
export class Person {
  #repository;

  /** @param {string} jid */
  constructor(jid) {
    this.jid = jid;
    this.creds = initAuthCreds();
    this.#repository = DEFAULT_CONNECTION_CONFIG.makeSignalRepository({ creds: this.creds, keys: keysInMemory() }, silent, async () => []);
  }

  sign(bytes) {
    return Curve.sign(this.creds.signedIdentityKey.private, bytes);
  }

  /** An `enc` node for a device. Its bundle is asked for where no session is. */
  encrypt(device, message, bundle) {
    return inTurn(() => this.#encrypt(device, message, bundle));
  }

  async #encrypt(device, message, bundle) {
    if (!(await this.#repository.validateSession(device)).exists) {
      await this.#repository.injectE2ESession({ jid: device, session: bundle() });
    }
    const { type, ciphertext } = await this.#repository.encryptMessage({ jid: device, data: encodeWAMessage(message) });
    return { tag: 'enc', attrs: { v: '2', type }, content: ciphertext };
  }

  /** An `enc` node for everybody in a group, and the key that each of them needs first. */
  async encryptForGroup(group, message) {
    const { ciphertext, senderKeyDistributionMessage } = await this.#repository.encryptGroupMessage({ group, data: encodeWAMessage(message), meId: this.jid });
    return { node: { tag: 'enc', attrs: { v: '2', type: 'skmsg' }, content: ciphertext }, key: { groupId: group, axolotlSenderKeyDistributionMessage: senderKeyDistributionMessage } };
  }

  async decrypt(device, enc) {
    const padded = await inTurn(() => this.#repository.decryptMessage({ jid: device, type: enc.attrs.type, ciphertext: enc.content }));
    const message = proto.Message.decode(unpadRandomMax16(padded));
    return message.deviceSentMessage?.message ?? message;
  }
}

function keysInMemory() {
  const kept = new Map();
  const store = {
    get: async (type, ids) => Object.fromEntries(ids.map(id => [id, kept.get(`${type} ${id}`)]).filter(([, value]) => value != null)),
    set: async data => {
      for (const [type, values] of Object.entries(data)) {
        for (const [id, value] of Object.entries(values)) {
          if (value == null) kept.delete(`${type} ${id}`);
          else kept.set(`${type} ${id}`, value);
        }
      }
    },
  };
  return addTransactionCapability(store, silent, { maxCommitRetries: 1, delayBetweenTriesMs: 1 });
}
