// Invented people and what they wrote. The same each time but for the day, so that a second start brings nothing new within it.
const day = 86_400;

export const account = { jid: '5511900000001@s.whatsapp.net', lid: '99000000000001@lid' };

const customers = [
  ['Ana Prado', '5511900000101', 'a geladeira'], ['Bruno Tavares', '5521900000102', 'o fogão'], ['Carla Mendes', '5531900000103', 'a cafeteira'],
  ['Diego Rocha', '5541900000104', 'o aspirador'], ['Elaine Souza', '5551900000105', 'a batedeira'], ['Fábio Nunes', '5561900000106', 'o micro-ondas'],
  ['Grace Miller', '15550000107', 'the blender'], ['Henry Clark', '15550000108', 'the toaster'], ['Isabela Castro', '5571900000109', 'a sanduicheira'],
  ['João Pereira', '5581900000110', 'o ventilador'], ['Karen Lima', '5585900000111', 'a lava-louças'],
].map(([name, number, thing]) => ({ name, jid: `${number}@s.whatsapp.net`, thing }));

const group = { jid: '120363000000000001@g.us', name: 'Oficina' };

const asks = thing => [
  `Olá! Comprei ${thing} na semana passada.`, `Chegou com um risco na lateral. Posso trocar?`, 'Tenho a nota fiscal aqui.', 'Obrigada pela resposta rápida!', 'Quando o técnico vem?',
  'Pode ser de manhã?', 'Perfeito, combinado.', 'Funcionou, muito obrigado 🙏',
];
const answers = ['Bom dia! Pode me enviar uma foto?', 'Claro, vou verificar.', 'O técnico passa na quinta-feira.', 'Fica registrado. Mais alguma coisa?', 'Estamos à disposição.'];

function content(i, thing) {
  switch (i % 17) {
    case 3: return { imageMessage: { mimetype: 'image/jpeg', caption: 'O risco', fileLength: 183_000, width: 1280, height: 960 } };
    case 7: return { audioMessage: { mimetype: 'audio/ogg; codecs=opus', seconds: 12, ptt: true } };
    case 11: return { documentMessage: { mimetype: 'application/pdf', fileName: 'nota-fiscal.pdf', fileLength: 52_000 } };
    case 13: return { locationMessage: { degreesLatitude: -23.5, degreesLongitude: -46.6, name: 'Loja do centro' } };
    case 15: return { stickerMessage: { mimetype: 'image/webp' } };
    default: return { conversation: i % 3 === 0 ? answers[i % answers.length] : asks(thing)[i % 8] };
  }
}

function chat({ jid, name, thing }, number, now) {
  const count = 400;
  const messages = [];
  for (let i = count; i > 0; i--) {
    const fromMe = i % 3 === 0;
    const time = now - (count - i) * 6 * 3600 - number * 60;
    const isGroup = jid.endsWith('@g.us');
    const message = {
      key: { remoteJid: jid, fromMe, id: `3EB0${String(number).padStart(4, '0')}${String(i).padStart(12, '0')}`, ...(isGroup && !fromMe ? { participant: customers[i % 3].jid } : {}) },
      message: content(i, thing), messageTimestamp: time, status: fromMe ? 4 : undefined, pushName: fromMe ? undefined : isGroup ? customers[i % 3].name : name,
    };
    if (i % 29 === 0) message.reactions = [{ key: { remoteJid: jid, fromMe: !fromMe, id: `R${i}` }, text: '👍', senderTimestampMs: (time + 60) * 1000 }];
    messages.push(message);
    if (i % 41 === 0) messages.push(protocol(message, time + 90, { type: 0 }, `D${number}-${i}`));
    if (i % 19 === 0 && message.message.conversation) {
      messages.push(protocol(message, time + 120, { type: 14, editedMessage: { conversation: `${message.message.conversation} (corrigido)` }, timestampMs: (time + 120) * 1000 }, `E${number}-${i}`));
    }
  }
  messages.sort((one, other) => other.messageTimestamp - one.messageTimestamp);
  return { jid, name, messages, recent: messages.slice(0, 160) };
}

function protocol({ key }, time, more, id) {
  return { key: { ...key, id }, message: { protocolMessage: { key, ...more } }, messageTimestamp: time };
}

export function history(clock) {
  const now = Math.floor(clock / 1000 / day) * day - 3600;
  return [...customers, group].map((one, number) => chat({ thing: 'o pedido', ...one }, number, now));
}

export const pushNames = customers.map(({ jid, name }) => ({ id: jid, pushname: name }));

/** Makes whoever writes now. */
const writers = new Map();
export const people = new Map(customers.map(({ jid }) => [jid, whatsapp => {
  if (!writers.has(jid)) writers.set(jid, whatsapp.contact(jid));
  return writers.get(jid);
}]));
