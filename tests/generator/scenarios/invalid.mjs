// What cannot be a row: no id or an impossible one, no chat or an impossible one. Beside them the longest and oddest ids that can.
import { textContent } from '../content.mjs';

const longest = (w) => `3EB0${w.rng.hex(124)}`;

export function ids(w) {
  const broken = [undefined, '', `${longest(w)}0`, 'é'.repeat(65), `3EB0\u0001${w.rng.hex(10)}`, `3EB0\n${w.rng.hex(10)}`, `${w.rng.hex(10)}\u007f`];
  for (const id of broken) w.noise(w.anyChat(), { message: textContent(w).message }, { key: { id }, invalid: true });
}

const CHATS = [
  '5511987654321', '@s.whatsapp.net', 's.whatsapp.net', 'g.us', '5511987654321@s.whatsapp.net@lid', '5511987654321:1:2@s.whatsapp.net', 'lid:123456789012345',
  'me', '5511987654321@s.whatsapp.net/resource', `${'9'.repeat(130)}@s.whatsapp.net`, '55119\u000187654321@s.whatsapp.net', ' '
];

export function chats(w) {
  for (const jid of CHATS) w.noise(null, { message: textContent(w).message }, { conversationId: jid, remoteJid: jid, invalid: true });
}

export function nearlyInvalid(w) {
  for (const id of [longest(w), 'é'.repeat(60) + w.rng.hex(8), `with "quotes" \\ and blanks ${w.rng.hex(6)}`, `😀${w.rng.hex(6)}`, '1']) w.send(w.anyChat(), { id });
}
