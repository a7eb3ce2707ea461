// The official business platform: its ids, and the webhooks by which it tells a conversation.
export const DOMAIN = { number: 1, bsuid: 10 };

/** An id as the platform makes it: Thrift's compact protocol around whom it names, who sent it, and the id that sockets know. */
export function wamid(remote, domain, fromMe, stanzaId) {
  const binary = (text) => [0x18, Buffer.byteLength(text), ...Buffer.from(text)];
  return `wamid.${Buffer.from([0x1c, ...binary(remote), 0x15, domain * 2, 0, fromMe ? 0x11 : 0x12, ...binary(stanzaId), 0]).toString('base64')}`;
}

export class Platform {
  #rng;
  #own;

  constructor(rng, own) {
    this.#rng = rng;
    this.#own = own;
  }

  /** One of the several ids of a message. */
  idOf({ fromMe, id, customer }) {
    return this.#rng.pick([
      wamid(customer.number, DOMAIN.number, fromMe, id), wamid(customer.bsuid, DOMAIN.bsuid, fromMe, id),
      wamid(fromMe ? this.#own : customer.number, DOMAIN.number, fromMe, id)
    ]);
  }

  contact({ number, bsuid }) {
    return this.#webhook('messages', { contacts: [{ profile: { name: `Somebody ${number.slice(-2)}` }, wa_id: number, user_id: bsuid }], messages: [] });
  }

  history(message, wireId, told, status, chunk) {
    const { customer, fromMe } = message;
    const thread = this.#rng.chance(0.5) ? { id: customer.number } : { context: { user_id: customer.bsuid, ...(this.#rng.chance(0.5) ? { wa_id: customer.number } : {}) } };
    const from = fromMe ? this.#own : customer.number;
    const numeric = (n) => (this.#rng.chance(0.5) ? n : `${n}`);
    return this.#webhook('history', {
      history: [{
        metadata: { phase: numeric(chunk % 3), chunk_order: numeric(chunk), progress: numeric(Math.min(100, chunk)) },
        threads: [{
          ...thread,
          messages: [{ from, id: wireId, ...told, history_context: { status: this.#rng.chance(0.5) ? status.toUpperCase() : status, ...(fromMe && this.#rng.chance(0.5) ? { from_me: true } : {}) } }]
        }]
      }]
    });
  }

  /** May contradict its message in direction and time, and need not name a chat if it is our own. */
  followUp(message, content) {
    const told = { id: this.idOf(message), timestamp: '1700000000', ...content };
    return this.#webhook('history', message.fromMe && this.#rng.chance(0.5)
      ? { message_echoes: [{ from: this.#own, ...told }] }
      : { messages: [{ from: message.customer.number, ...told }] });
  }

  live({ fromMe, customer }, wireId, told) {
    const address = (number, bsuid) => this.#rng.pick([{ [number]: customer.number }, { [bsuid]: customer.bsuid }, { [number]: customer.number, [bsuid]: customer.bsuid }]);
    return fromMe
      ? this.#webhook('smb_message_echoes', { message_echoes: [{ from: this.#own, ...address('to', 'to_user_id'), id: wireId, ...told }] })
      : this.#webhook('messages', { messages: [{ ...address('from', 'from_user_id'), id: wireId, ...told }] });
  }

  status(message, status) {
    const recipient = this.#rng.chance(0.5) ? { recipient_id: message.customer.number } : { recipient_user_id: message.customer.bsuid };
    return this.#webhook('messages', { statuses: [{ id: this.idOf(message), status, timestamp: '1', ...recipient }] });
  }

  /** Meta's envelope, or 360dialog's. */
  #webhook(field, value) {
    const whole = { messaging_product: 'whatsapp', metadata: { display_phone_number: this.#rng.pick([this.#own, `+${this.#own}`]), phone_number_id: '1' }, ...value };
    return JSON.stringify(this.#rng.chance(0.8)
      ? { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [this.#rng.chance(0.5) ? { value: whole, field } : { field, value: whole }] }] }
      : { id: 'e', event: field, data: { id: '1', ...whole } });
  }
}
