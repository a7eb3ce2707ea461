import { Person } from './person.js';

/** Somebody who writes to the account. */
export class Contact extends Person {
  #whatsapp;
  #groups = new Set();

  constructor(jid, whatsapp) {
    super(jid);
    this.#whatsapp = whatsapp;
  }

  /** Sends any message. Returns the stanza's id. */
  send(message) {
    return this.#whatsapp.deliver(this, message, { notify: 'A contact' });
  }

  say(text) {
    return this.send({ conversation: text });
  }

  /** Writes to a group that the account is in. The key of the group goes with the first message. */
  async sayIn(group, text) {
    const { node, key } = await this.encryptForGroup(group, { conversation: text });
    const attrs = { from: group, participant: this.jid, notify: 'A contact' };
    const isKnown = this.#groups.has(group);
    this.#groups.add(group);
    return this.#whatsapp.deliver(this, isKnown ? null : { senderKeyDistributionMessage: key }, attrs, { more: [node], again: { conversation: text, senderKeyDistributionMessage: key } });
  }
}
