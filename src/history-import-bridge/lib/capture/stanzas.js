/** @typedef {import('baileys').BinaryNode} Stanza */

const remembered = 10_000;

/** Which stanza a ciphertext came in. Baileys decrypts the very bytes it parsed, so their identity tells. */
export class Stanzas {
  /** @type {WeakMap<Uint8Array, Stanza>} */
  #byCiphertext = new WeakMap();
  /** @type {Map<string, string>} */
  #senders = new Map();

  /** @param {Stanza} stanza */
  add(stanza) {
    const { id, from, participant } = stanza.attrs ?? {};
    if (id && from) {
      if (this.#senders.size >= remembered) this.#senders.delete(/** @type {string} */ (this.#senders.keys().next().value));
      this.#senders.set(id, participant ?? from);
    }
    if (!Array.isArray(stanza.content)) return;
    for (const child of stanza.content) {
      if (child.content instanceof Uint8Array) this.#byCiphertext.set(child.content, stanza);
    }
  }

  /** @param {Uint8Array} ciphertext */
  of(ciphertext) {
    return this.#byCiphertext.get(ciphertext);
  }

  /**
   * Who sent the stanza with this id, with device.
   * @param {string | null | undefined} id
   */
  senderOf(id) {
    return this.#senders.get(id ?? '');
  }
}
