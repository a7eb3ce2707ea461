// People, and the many ways in which the wire spells them.

const PLAIN = 0.7; // most of what a phone sends is spelled plainly

export function spellNumber(rng, number) {
  if (rng.chance(PLAIN)) return `${number}@s.whatsapp.net`;
  return rng.pick([
    `${number}:0@s.whatsapp.net`, `${number}:12@s.whatsapp.net`, `${number}:99@s.whatsapp.net`, `${number}@c.us`, `${number}:3@c.us`,
    `${number}_1:7@s.whatsapp.net`, `${number}_128:7@s.whatsapp.net`, `${number}.0:12@s.whatsapp.net`, `${number}.2@s.whatsapp.net`,
    `${number}@hosted`, `${number}:99@hosted`, ` ${number}@s.whatsapp.net `, `${number}@S.WHATSAPP.NET`, `${number}:x@s.whatsapp.net`,
    `${number}:@s.whatsapp.net`, `${number}:65536@s.whatsapp.net`
  ]);
}

export function spellLid(rng, lid) {
  if (rng.chance(PLAIN)) return `${lid}@lid`;
  const spellings = [`${lid}:25@lid`, `${lid}_1:25@lid`, ` ${lid}@lid`, `${lid}@LID`];
  // a dot belongs to a LID, but not to a hosted one
  if (!lid.includes('.')) spellings.push(`${lid}@hosted.lid`, `${lid}:99@hosted.lid`);
  return rng.pick(spellings);
}

/** Somebody with a number, a LID or both. Whether anybody ever says that they are one is not decided here. */
export class Person {
  constructor({ number = null, lid = null }) {
    this.number = number;
    this.lid = lid;
    this.claimed = false;
  }

  /** How this person is spelled this time; `as` may ask for 'number' or 'lid'. */
  spell(rng, as) {
    return this.#isNumber(rng, as) ? spellNumber(rng, this.number) : spellLid(rng, this.lid);
  }

  /** The plain spelling. */
  plain(as) {
    return as === 'lid' || this.number === null ? `${this.lid}@lid` : `${this.number}@s.whatsapp.net`;
  }

  /** Without a claim the two spellings are two people, so that only one of them is used unless asked for. */
  choose(rng, as) {
    return this.#isNumber(rng, as) ? 'number' : 'lid';
  }

  #isNumber(rng, as) {
    if (this.number === null || this.lid === null) return this.number !== null;
    if (as) return as === 'number';
    return !this.claimed || rng.chance(0.5);
  }
}

const COUNTRIES = [['55119', 8], ['55319', 8], ['5531', 8], ['1415555', 4], ['49151', 8], ['5215', 9], ['52', 10], ['447', 9], ['5491', 9]];

export function newNumber(rng) {
  const [prefix, digits] = rng.pick(COUNTRIES);
  return prefix + rng.digits(digits);
}

export const newLid = (rng) => (rng.chance(0.05) ? `${rng.digits(5)}.${rng.between(1000, 9999)}` : rng.digits(15));
