#!/usr/bin/env bash
# Two members of a group may use the same message id: ids are chosen by whoever sends. Baileys' event buffer knows messages of history by chat, id and direction
# alone, and keeps one of the two. Exits non-zero when that changes.
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
const by = participant => ({ key: { remoteJid: '1203630000000001@g.us', id: '3EB0AA', fromMe: false, participant }, message: { conversation: `by ${participant}` }, messageTimestamp: 1700000000 });
let told;
const ev = makeEventBuffer(silent);
ev.process(events => { told = events['messaging-history.set']; });

ev.buffer();
ev.emit('messaging-history.set', { chats: [], contacts: [], messages: [by('5511900000002@s.whatsapp.net'), by('5511900000003@s.whatsapp.net')], syncType: 3, isLatest: true });
ev.flush();

console.log(`sent 2 messages of two people with one id, told ${told.messages.length}: ${told.messages.map(({ message }) => message.conversation)}`);
process.exit(told.messages.length === 1 ? 0 : 1);
JS
node show.js
