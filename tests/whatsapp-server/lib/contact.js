import { Person } from './person.js';

/** Somebody who writes to the account. */
export class Contact extends Person {
  #whatsapp;

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

  /** Writes to a group that the account is in. */
  async sayIn(group, text) {
    const { node, key } = await this.encryptForGroup(group, { conversation: text });
    return this.#whatsapp.deliver(this, { senderKeyDistributionMessage: key }, { from: group, participant: this.jid, notify: 'A contact' }, [node]);
  }
}
