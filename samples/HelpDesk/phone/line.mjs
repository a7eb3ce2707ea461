// The line as a host writes it: Baileys, and a bridge that loses nothing. Around it: another server in the place of WhatsApp's.
import { createServer } from 'node:http';
import * as baileys from 'baileys';
import { makeDoor, openBridge, useAtomicAuthState } from 'history-import-bridge';

const { whatsapp, root, cdn, folder } = JSON.parse(process.env.OPTIONS);
const { HOST, KEY_TO_HOST, KEY_FROM_HOST, TENANT, LINE } = process.env;
const silent = { level: 'silent', child: () => silent, trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} };
console.error = () => {};
process.on('disconnect', () => process.exit());

// Takes the server on this machine for WhatsApp.
baileys.WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(root, 'base64');
const { fetch } = globalThis;
globalThis.fetch = (url, options) => (new URL(url).hostname.endsWith('.whatsapp.net') ? fetch(`${cdn}${new URL(url).pathname}`) : fetch(url, options));
const download = async url => {
  const response = await fetch(`${cdn}${url.pathname}`, { redirect: 'manual' });
  return { status: response.status, body: response.body ?? [] };
};

const bridge = await openBridge({
  baileys, folder: `${folder}/bridge`, tenant: TENANT, connection: LINE, host: HOST, keys: { toHost: KEY_TO_HOST, fromHost: KEY_FROM_HOST }, download, observe() {},
});
let sock;
let isOffline = false;

async function start() {
  if (isOffline) return;
  const { state, saveCreds } = await useAtomicAuthState(`${folder}/auth`, baileys, { observe() {} });
  sock = baileys.makeWASocket({
    auth: state, logger: silent, waWebSocketUrl: whatsapp, defaultQueryTimeoutMs: 60_000, markOnlineOnConnect: false, makeSignalRepository: bridge.makeSignalRepository,
  });
  bridge.attach(sock);
  sock.ev.on('creds.update', saveCreds);
  sock.ev.on('connection.update', ({ connection, qr, lastDisconnect }) => {
    if (qr) process.send({ qr });
    if (!connection) return;
    process.send({ connection });
    if (connection === 'close') setTimeout(start, lastDisconnect?.error?.output?.statusCode === baileys.DisconnectReason.restartRequired ? 0 : 300);
  });
}

process.on('message', message => {
  isOffline = message.offline;
  if (isOffline) sock.end(new Error('The phone is offline.'));
  else start();
});
const server = createServer(makeDoor([bridge])).listen(0, '127.0.0.1', () => process.send({ door: `http://127.0.0.1:${server.address().port}` }));
await start();
