// Bodies. They are slices of one corpus, so that 100 000 of them cost little memory.
const WORDS = ('the order is on its way and we will call you tomorrow before noon about the second invoice please send '
  + 'a photo of the label obrigado pelo contato o pedido chega amanhã até já está confirmado grüße aus köln danke für die '
  + 'schnelle antwort der termin bleibt bestehen meeting report draft final version really good thanks').split(' ');
const SPICE = ['😀', '👨‍👩‍👧‍👦', 'été', 'e\u0301te\u0301', 'שלום עולם', 'مرحبا بالعالم', '你好，世界', '𝒜𝓈𝓉𝓇𝒶𝓁', '🇧🇷', 'नमस्ते', '\n', '\t', '"quoted"', '\\', '<b>&amp;</b>', '\u200f', '👍🏽', "it's"];

export class Text {
  #rng;
  #size;
  #corpus;

  constructor(rng, size) {
    this.#rng = rng;
    this.#size = size;
    const parts = [];
    for (let length = 0; length < 200_000;) {
      const word = rng.pick(WORDS);
      parts.push(word);
      length += word.length + 1;
    }
    this.#corpus = parts.join(' ');
  }

  /** A message body: mostly prose, some of it about 1 KB, some of it in difficult characters. */
  body() {
    const size = this.#size === null
      ? (this.#rng.chance(0.03) ? this.#rng.between(900, 1100) : this.#rng.between(4, 110))
      : this.#rng.between(Math.ceil(this.#size * 0.6), Math.ceil(this.#size * 1.4));
    const start = this.#rng.int(this.#corpus.length - size);
    // trim: a body should begin with a letter, and whitespace is tested on purpose elsewhere
    const prose = this.#corpus.slice(start, start + size).trim() || 'ok';
    return this.#rng.chance(0.25) ? `${prose} ${this.#rng.pick(SPICE)}${this.#rng.pick(SPICE)}` : prose;
  }

  words(n) {
    return Array.from({ length: n }, () => this.#rng.pick(WORDS)).join(' ');
  }
}

export const SPECIAL_BODIES = [
  '  leading and trailing blanks  ', '\n\nlines\r\n\tand tabs\n', ' ', '😀', '\u202eright to left override', 'שלום 123 abc عربى',
  'a\u0301\u0327\u0308 combining', '𐍈𐍈 astral', '\ufeffbyte order mark', 'null', '{"json":true}', "'; DROP TABLE messages; --", '\u2028line\u2029paragraph', '0'
];

export const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏', '👍🏿', '🎉', '\u2714'];

// Greatest by UTF-8 bytes is not greatest by UTF-16 units: U+FF71 lies below U+1F600 in one and above it in the other.
export const PUSH_NAMES = ['Ana', 'Bruno', 'Çağla', 'ana', 'Ωmega', '\uff71\uff72', '😀 Zoë', 'Zoë', '李雷', 'O\'Neil', 'Ana Maria', '\ufb01nn'];
