// A phone with invented people, and a WhatsApp server for it, both on this machine: so the desk runs without an account. HOST, KEY_TO_HOST, KEY_FROM_HOST,
// TENANT and LINE say where the desk is, MEDIA_PORT, MEDIA_CERTIFICATE and MEDIA_KEY how it wants files handed out. Lines of the input tell the phone what to do; lines of the output tell what happened; all of them JSON.
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { WhatsAppServer } from 'whatsapp-server';
import { giveFiles } from './files.mjs';
import { account, history, people, pushNames } from './people.mjs';

const tell = message => process.stdout.write(`${JSON.stringify(message)}\n`);
const folder = await mkdtemp(join(tmpdir(), 'help-desk-phone-'));
const whatsapp = await WhatsAppServer.listen(account);
let line;
const end = async () => {
  line?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
  process.exit();
};

// What a phone has of a chat, the newest first: the last of it is what it pushes, the rest is what it is asked for.
const chats = history(Date.now());
for (const { jid, messages } of chats) whatsapp.phone.chats.set(jid, messages);
const { MEDIA_PORT, MEDIA_CERTIFICATE, MEDIA_KEY } = process.env;
await whatsapp.cdn.listenSecurely({ port: Number(MEDIA_PORT), cert: MEDIA_CERTIFICATE, key: MEDIA_KEY });
await giveFiles(chats, whatsapp);

function start() {
  const options = { whatsapp: whatsapp.url, root: Buffer.from(whatsapp.root.public).toString('base64'), cdn: whatsapp.cdn.url, folder };
  line = fork(fileURLToPath(new URL('line.mjs', import.meta.url)), { env: { ...process.env, OPTIONS: JSON.stringify(options) }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  line.on('message', message => {
    if (message.qr) whatsapp.scan(message.qr);
    else tell(message);
  });
  // Without its line a phone is none: the desk says so.
  line.on('exit', end);
}

async function share() {
  await whatsapp.until(() => whatsapp.isConnected);
  const size = 4;
  for (let i = 0; i < chats.length; i += size) {
    const conversations = chats.slice(i, i + size).map(({ jid, name, recent }) => ({ id: jid, name, messages: recent.map((message, order) => ({ message, msgOrderId: recent.length - order })) }));
    await whatsapp.phone.sendHistory({ syncType: 3, chunkOrder: i / size + 1, progress: Math.min(100, Math.round((i + size) / chats.length * 100)), conversations });
  }
  await whatsapp.phone.sendHistory({ syncType: 4, pushnames: pushNames });
  tell({ shared: true });
}

const does = {
  mood: ({ mood }) => {
    whatsapp.phone.mood = mood;
    whatsapp.phone.media.mood = mood === 'silent' ? 'silent' : 'uploads';
  },
  say: ({ from, text }) => people.get(from)(whatsapp).say(text),
  offline: () => line.send({ offline: true }),
  online: () => line.send({ offline: false }),
};

createInterface({ input: process.stdin }).on('line', said => {
  const order = JSON.parse(said);
  Promise.resolve(does[order.do]?.(order)).catch(error => tell({ error: String(error) }));
}).on('close', end);
process.on('SIGTERM', end);
start();
await share();
