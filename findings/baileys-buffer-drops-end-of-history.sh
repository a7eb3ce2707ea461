#!/usr/bin/env bash
# Baileys says once for each chat that a history set holds it. The answer to a later request for older messages of that chat comes with `chats: []`, so
# `endOfHistoryTransferType`, which says whether the phone has older ones, never reaches the host. Exits non-zero when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --legacy-peer-deps --no-audit --no-fund baileys@7.0.0-rc14
echo "baileys $(node -p "require('./node_modules/baileys/package.json').version"), node $(node --version)"
cat > show.js <<'JS'
import { makeEventBuffer } from 'baileys';

const silent = { level: 'silent', child: () => silent, trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} };
const id = '5511900000002@s.whatsapp.net';
const told = [];
const ev = makeEventBuffer(silent);
ev.process(events => told.push(events['messaging-history.set']));

const deliver = set => {
  ev.buffer();
  ev.emit('messaging-history.set', { contacts: [], messages: [], ...set });
  ev.flush();
};
deliver({ chats: [{ id, endOfHistoryTransferType: 0 }], syncType: 3, isLatest: true });
deliver({ chats: [{ id, endOfHistoryTransferType: 1 }], syncType: 6, peerDataRequestSessionId: 'the request' });

for (const event of told) console.log(`sync type ${event.syncType}: chats ${JSON.stringify(event.chats)}`);
process.exit(told[0].chats.length === 1 && told[1].chats.length === 0 ? 0 : 1);
JS
node show.js
