// The same messages as a HistorySync blob and as WhatsApp Web's model, the latter through the class with which whatsapp-web.js tells it to a host.
//
//   node web.mjs --out DIR [--seed 1] [--rounds 3]
//
// DIR/protobuf         one blob                            DIR/whatsapp-web.js       the list of messages
// DIR/raw-data         what its rawData holds              DIR/whatsapp-web.js-lines one message a line
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Prng } from './prng.mjs';
import { Text } from './text.mjs';
import { proto, SyncType } from './wire.mjs';

const Message = createRequire(import.meta.url)('whatsapp-web.js/src/structures/Message.js');

const ME = '12025550199';
const PEOPLE = ['12025550101', '4915112345678', '5511987650001'];
const GROUP = '120363000000000077@g.us';

// What stands in body where the words are elsewhere.
const THUMBNAIL = '/9j/4AAQSkZJRgABAQAASABIAAD/';

/** Each kind: `message` goes into the blob, `model` is what WhatsApp Web's own fields say of it. */
const KINDS = [
  ({ text }) => ({ message: { conversation: text }, model: { type: 'chat', body: text } }),
  ({ text }) => ({ message: { extendedTextMessage: { text, matchedText: 'https://example.com/', title: 'Preview' } }, model: { type: 'chat', subtype: 'url', body: text, title: 'Preview', matchedText: 'https://example.com/' } }),
  (w) => media(w, 'image', 'imageMessage', { mimetype: 'image/jpeg', caption: w.text, width: 640, height: 480 }),
  (w) => media(w, 'image', 'imageMessage', { mimetype: 'image/jpeg', width: 64, height: 48 }),
  (w) => media(w, 'video', 'videoMessage', { mimetype: 'video/mp4', caption: w.text, seconds: 12, width: 640, height: 480 }),
  (w) => media(w, 'ptt', 'audioMessage', { mimetype: 'audio/ogg; codecs=opus', seconds: 7, ptt: true }),
  (w) => media(w, 'audio', 'audioMessage', { mimetype: 'audio/mpeg', seconds: 70 }),
  (w) => media(w, 'document', 'documentMessage', { mimetype: 'application/pdf', fileName: 'offer.pdf', caption: w.text }),
  (w) => media(w, 'sticker', 'stickerMessage', { mimetype: 'image/webp', width: 512, height: 512 }),
  // a line break ends the name there
  ({ text }) => place(text.replaceAll('\n', ' ')),
  ({ text }) => ({ message: { contactMessage: { displayName: text, vcard: VCARD } }, model: { type: 'vcard', body: VCARD, vcardFormattedName: text } }),
  ({ text }) => ({ message: { pollCreationMessageV3: { name: text, options: [{ optionName: 'yes' }, { optionName: 'no' }], selectableOptionsCount: 1 } }, model: { type: 'poll_creation', pollName: text, pollOptions: [{ name: 'yes', localId: 0 }, { name: 'no', localId: 1 }], pollSelectableOptionsCount: 1 } })
];

const place = (name) => ({
  message: { locationMessage: { degreesLatitude: 40.5, degreesLongitude: -74, name, address: 'Somewhere 1' } },
  model: { type: 'location', body: THUMBNAIL, lat: 40.5, lng: -74, loc: `${name}\nSomewhere 1` }
});

const VCARD = 'BEGIN:VCARD\nVERSION:3.0\nFN:Somebody\nEND:VCARD';

function media({ rng }, type, field, { seconds, fileName, ptt, ...shared }) {
  const [sha, enc, key] = [rng.bytes(32), rng.bytes(32), rng.bytes(32)];
  const [fileLength, path] = [rng.between(500, 900_000), `/v/t62.7118-24/${rng.digits(8)}_n.enc`];
  return {
    message: { [field]: { ...shared, ...(seconds ? { seconds } : {}), ...(fileName ? { fileName } : {}), ...(ptt ? { ptt } : {}), fileLength, fileSha256: sha, fileEncSha256: enc, mediaKey: key, directPath: path } },
    model: {
      ...shared, type, body: THUMBNAIL, size: fileLength, filehash: sha.toString('base64'), encFilehash: enc.toString('base64'), mediaKey: key.toString('base64'), directPath: path,
      ...(seconds ? { duration: `${seconds}` } : {}), ...(fileName ? { filename: fileName } : {})
    }
  };
}

/** A Wid is a string here and an object there, in one and the same model. */
function wid(rng, user, server) {
  const serialized = `${user}@${server}`;
  return rng.chance(0.5) ? serialized : { server, user, _serialized: serialized };
}

function tell(w, kind, { group, fromMe }, time) {
  const { rng } = w;
  const person = rng.pick(PEOPLE);
  const chat = group ? GROUP : `${person}@s.whatsapp.net`;
  const id = `${fromMe ? '3EB0' : '3A'}${rng.digits(18)}`;
  const author = fromMe ? ME : person;
  const ack = fromMe ? rng.between(1, 3) : 1;
  const { message, model } = kind({ rng, text: w.text.body() });
  const notifyName = fromMe ? undefined : `Somebody of ${person.slice(-4)}`;

  const web = {
    key: { remoteJid: chat, id, fromMe, ...(group && !fromMe ? { participant: `${author}@s.whatsapp.net` } : {}) },
    message, messageTimestamp: time, pushName: notifyName, status: ack + 1
  };

  const remote = group ? GROUP : `${person}@c.us`;
  const [chatWid, me] = [group ? wid(rng, GROUP.split('@')[0], 'g.us') : wid(rng, person, 'c.us'), wid(rng, ME, 'c.us')];
  const data = {
    id: { fromMe, remote, id, ...(group ? { participant: wid(rng, author, 'c.us') } : {}), _serialized: `${fromMe}_${remote}_${id}${group ? `_${author}@c.us` : ''}` },
    viewed: false, ...model, t: time, notifyName, from: fromMe ? me : chatWid, to: fromMe ? chatWid : me,
    ...(group ? { author: wid(rng, author, 'c.us') } : {}), ack, invis: false, star: false, kicNotified: false, isFromTemplate: false, links: []
  };
  return { web, data };
}

const { values } = parseArgs({ options: { out: { type: 'string' }, seed: { type: 'string', default: '1' }, rounds: { type: 'string', default: '3' } } });
const rng = new Prng(Number(values.seed));
const w = { rng, text: new Text(rng, null) };
const told = [];
for (let round = 0; round < Number(values.rounds); round++) {
  for (const kind of KINDS) {
    for (const place of [{ group: false, fromMe: false }, { group: false, fromMe: true }, { group: true, fromMe: false }, { group: true, fromMe: true }]) {
      told.push(tell(w, kind, place, 1_780_000_000 + told.length));
    }
  }
}

function write(folder, name, content) {
  rmSync(join(values.out, folder), { recursive: true, force: true });
  mkdirSync(join(values.out, folder), { recursive: true });
  writeFileSync(join(values.out, folder, name), content);
}

const chats = [...new Set(told.map(({ web }) => web.key.remoteJid))];
const conversations = chats.map((id) => ({ id, messages: told.filter(({ web }) => web.key.remoteJid === id).map(({ web }) => ({ message: web })) }));
write('protobuf', '0001.bin', proto.HistorySync.encode({ syncType: SyncType.RECENT, chunkOrder: 1, progress: 100, conversations }).finish());
const messages = told.map(({ data }) => new Message({}, data));
write('whatsapp-web.js', '0001.json', JSON.stringify(messages));
write('whatsapp-web.js-lines', '0001.ndjson', messages.map((message) => `${JSON.stringify(message)}\n`).join(''));
write('raw-data', '0001.json', JSON.stringify(messages.map((message) => message.rawData)));
console.log(`${told.length} messages`);
