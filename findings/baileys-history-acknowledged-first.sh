#!/usr/bin/env bash
# Baileys acknowledges a history notification before it processes it. If the blob then cannot be had, both receipts are out, nothing tells the host, and WhatsApp does
# not deliver the notification again. Shown with a socket that is connected to a server on this machine which says nothing, and is handed the stanza in the clear; the blob
# answers 404. Exits non-zero when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --legacy-peer-deps --no-audit --no-fund baileys@7.0.0-rc14
echo "baileys $(node -p "require('./node_modules/baileys/package.json').version"), node $(node --version)"
cat > show.js <<'JS'
import { decodeBinaryNode, initAuthCreds, makeWASocket, proto } from 'baileys';
import WebSocket, { WebSocketServer } from 'ws';

const errors = [];
const silent = { level: 'silent', child: () => silent, trace() {}, debug() {}, info() {}, warn() {}, error: (what, text) => errors.push(text), fatal() {} };
const log = [];
globalThis.fetch = async url => {
  log.push(`asks for the blob: ${new URL(url).pathname}, 404`);
  return new Response(null, { status: 404 });
};

// What the client sends, in the order in which it does. It is in the clear as long as there was no handshake: one stanza behind each length.
const { send } = WebSocket.prototype;
WebSocket.prototype.send = function (data, ...rest) {
  log.push(data);
  return send.call(this, data, ...rest);
};
const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
await new Promise(resolve => server.once('listening', resolve));

const me = '99000000000001@lid';
const keys = new Map();
const store = { get: async (type, ids) => Object.fromEntries(ids.map(id => [id, keys.get(type + id)])), set: async data => { for (const type in data) for (const id in data[type]) keys.set(type + id, data[type][id]); } };
const sock = makeWASocket({ waWebSocketUrl: `ws://127.0.0.1:${server.address().port}`, auth: { creds: { ...initAuthCreds(), me: { id: '5511900000001:7@s.whatsapp.net', lid: '99000000000001:7@lid' } }, keys: store }, logger: silent, shouldSyncHistoryMessage: () => true });
for (const name of ['messaging-history.set', 'messaging-history.status']) sock.ev.on(name, () => log.push(`tells ${name}`));
await new Promise(resolve => sock.ws.on('open', resolve));
await new Promise(resolve => setTimeout(resolve, 200));

const historySyncNotification = { syncType: 3, chunkOrder: 1, progress: 50, directPath: '/v/abc.enc?oh=1', mediaKey: Buffer.alloc(32, 1), fileSha256: Buffer.alloc(32), fileEncSha256: Buffer.alloc(32) };
const content = proto.Message.encode({ protocolMessage: { type: 5, historySyncNotification } }).finish();
sock.ws.emit('CB:message', { tag: 'message', attrs: { id: 'STANZA', from: me, category: 'peer', t: '1700000000' }, content: [{ tag: 'plaintext', attrs: {}, content }] });
await new Promise(resolve => setTimeout(resolve, 3000));

const lines = [];
for (const entry of log.slice(1)) lines.push(typeof entry === 'string' ? entry : await decodeBinaryNode(entry.subarray(3)).then(({ tag, attrs }) => `sends ${tag} ${attrs.type ?? ''} for ${attrs.id}`));
for (const line of lines) console.log(line);
const at = part => lines.findIndex(line => line.includes(part));
const isSo = at('peer_msg') >= 0 && at('hist_sync') > at('peer_msg') && at('asks for the blob') > at('hist_sync') && at('tells messaging-history.set') < 0;
console.log(isSo ? 'acknowledged first, then lost without an event' : 'not so any more');
process.exit(isSo ? 0 : 1);
JS
node show.js
