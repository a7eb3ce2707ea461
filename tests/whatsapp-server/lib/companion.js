import { generateSignalPubKey, getBinaryNodeChild, getBinaryNodeChildren } from 'baileys';

/** What the server knows of the linked device: its keys, and what it has not acknowledged. */
export class Companion {
  #bundle = null;
  #preKeys = [];
  #queue = [];

  /** How many stanzas wait for an acknowledgement. */
  get waiting() {
    return this.#queue.length;
  }

  get preKeyCount() {
    return this.#preKeys.length;
  }

  keep(stanza) {
    this.#queue.push(stanza);
  }

  acknowledge(id) {
    this.#queue = this.#queue.filter(stanza => stanza.attrs.id !== id);
  }

  /** What was kept, as it is delivered when the device connects again. */
  offline() {
    return this.#queue.map(stanza => ({ ...stanza, attrs: { ...stanza.attrs, offline: '1' } }));
  }

  /** Takes the keys that the device uploads. */
  takeKeys(query) {
    const child = tag => getBinaryNodeChild(query, tag);
    this.#bundle = {
      registrationId: child('registration').content.readUInt32BE(0),
      identityKey: generateSignalPubKey(child('identity').content),
      signedPreKey: keyOf(child('skey')),
    };
    this.#preKeys.push(...getBinaryNodeChildren(child('list'), 'key').map(keyOf));
  }

  /** What somebody needs to write to the device for the first time. */
  bundle() {
    return { ...this.#bundle, preKey: this.#preKeys.shift() };
  }
}

function keyOf(node) {
  return {
    keyId: getBinaryNodeChild(node, 'id').content.readUIntBE(0, 3),
    publicKey: generateSignalPubKey(getBinaryNodeChild(node, 'value').content),
    signature: getBinaryNodeChild(node, 'signature')?.content,
  };
}
