// A Baileys host as its owner would write it: real Baileys, two lines for the bridge. Around it is what a test needs: another server in the
// place of WhatsApp's, and a process that kills itself where it is told to.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { makeDoor, openBridge, useAtomicAuthState } from 'history-import-bridge';
import WebSocket from 'ws';
import { DeliveryClient } from '../../../src/history-import-bridge/lib/delivery/deliveryClient.js';
import { connection, keys as rightKeys, tenant } from './keys.js';
import { localDownload } from './localDownload.js';

const { whatsapp, root, cdn, folder, host, module = 'baileys', hasSeam = true, shouldSync = true, isPlain = false, keys = rightKeys, skew = 0 } = JSON.parse(process.env.HOST);
const imported = await import(module);
const baileys = imported.default?.proto ? imported.default : imported;
const silent = { level: 'silent', child: () => silent, trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} };
// A machine whose clock is wrong.
const { now } = Date;
Date.now = () => now() + skew;
// Whoever tests may be gone.
process.on('disconnect', () => process.exit());

// libsignal writes to the console what it could not open.
console.error = () => {};
const tell = message => process.send?.(message);

let armed = { instant: null, kind: null };
let decrypted = null;
let sent = 0;
process.on('message', message => {
  armed = message;
  decrypted = null;
  sent = 0;
  tell({ type: 'armed' });
});
const die = () => process.kill(process.pid, 'SIGKILL');
const dieAt = instant => {
  if (armed.instant === instant && decrypted === armed.kind) die();
};

function dieing(make) {
  return (auth, ...rest) => {
    const repository = make(auth, ...rest);
    const { decryptMessage } = repository;
    repository.decryptMessage = async args => {
      const padded = await decryptMessage.call(repository, args);
      decrypted = baileys.proto.Message.decode(baileys.unpadRandomMax16(padded)).protocolMessage?.historySyncNotification ? 'history' : 'live';
      dieAt('decrypted');
      return padded;
    };
    return repository;
  };
}

const { send } = WebSocket.prototype;
WebSocket.prototype.send = function (data, options, callback) {
  const done = typeof options === 'function' ? options : callback;
  const receipts = armed.kind === 'history' ? 2 : 1;
  const isLast = decrypted === armed.kind && ++sent === receipts;
  return send.call(this, data, typeof options === 'function' ? {} : options, error => {
    if (isLast) dieAt('receipted');
    done?.(error);
  });
};

baileys.WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(root, 'base64');
const realFetch = globalThis.fetch;
globalThis.fetch = (url, options) => (new URL(url).hostname.endsWith('.whatsapp.net') ? realFetch(`${cdn}${new URL(url).pathname}`) : realFetch(url, options));

const config = { ...baileys.DEFAULT_CONNECTION_CONFIG, makeSignalRepository: dieing(baileys.DEFAULT_CONNECTION_CONFIG.makeSignalRepository) };
const observe = event => {
  tell(event);
  if (armed.instant === event.type) dieAt(event.type);
};
const bridge = await openBridge({
  baileys: { ...baileys, DEFAULT_CONNECTION_CONFIG: config },
  folder: `${folder}/bridge`,
  tenant,
  connection,
  host,
  keys,
  download: localDownload(cdn),
  observe,
});

const server = createServer(makeDoor([bridge])).listen(0, '127.0.0.1', () => tell({ type: 'door', url: `http://127.0.0.1:${server.address().port}` }));

async function start() {
  const { state, saveCreds } = await useAtomicAuthState(`${folder}/auth`, baileys, { observe });
  const { set } = state.keys;
  state.keys.set = async data => {
    await set(data);
    if (data.session) dieAt('committed');
  };
  const sock = baileys.makeWASocket({
    auth: state,
    logger: silent,
    waWebSocketUrl: whatsapp,
    defaultQueryTimeoutMs: 60_000,
    markOnlineOnConnect: false,
    shouldSyncHistoryMessage: () => shouldSync,
    makeSignalRepository: hasSeam && !isPlain ? bridge.makeSignalRepository : config.makeSignalRepository,
  });
  if (isPlain) plain(sock);
  else bridge.attach(sock);
  sock.ev.on('creds.update', saveCreds);
  sock.ev.on('messaging-history.set', set => tell({ type: 'history.set', messages: set.messages.length, chats: set.chats.length, hasPairs: Boolean(set.lidPnMappings?.length) }));
  sock.ev.on('connection.update', update => {
    if (update.qr) tell({ type: 'qr', qr: update.qr });
    if (!update.connection) return;
    const code = update.lastDisconnect?.error?.output?.statusCode;
    tell({ type: 'connection', connection: update.connection, code });
    if (update.connection === 'close') setTimeout(start, code === baileys.DisconnectReason.restartRequired ? 0 : 300);
  });
}

/** What hosts do without a bridge: they post the event as JSON. */
function plain(sock) {
  const client = new DeliveryClient(host, { tenant, connection, key: keys.toHost });
  sock.ev.on('messaging-history.set', async set => {
    const body = Buffer.from(JSON.stringify({ event: 'messaging-history.set', data: set }, baileys.BufferJSON.replacer));
    const { status } = await client.post({ version: 1, kind: 'event', delivery: createHash('sha256').update(body).digest('hex') }, body, 'application/json');
    tell({ type: 'delivered', kind: 'event', bytes: body.length, status });
  });
}

await start();
