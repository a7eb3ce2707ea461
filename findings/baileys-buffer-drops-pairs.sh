#!/usr/bin/env bash
# Baileys drops the pairs of LID and number of a history set whenever its event buffer is active, which it is while offline messages are delivered and
# around each stanza. A host that listens to `messaging-history.set` does not learn that the two are one person. Exits non-zero when that changes.
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
const set = () => ({ chats: [], contacts: [], messages: [], lidPnMappings: [{ lid: '99000000000002@lid', pn: '5511900000002@s.whatsapp.net' }], syncType: 3, isLatest: true });
const told = [];
const ev = makeEventBuffer(silent);
ev.process(events => told.push(events['messaging-history.set']));

ev.emit('messaging-history.set', set());
ev.buffer();
ev.emit('messaging-history.set', set());
ev.flush();

const pairs = told.map(event => event.lidPnMappings?.length ?? 0);
console.log(`pairs sent 1, told when nothing is buffered: ${pairs[0]}, told out of the buffer: ${pairs[1]}`);
console.log(`fields told out of the buffer: ${Object.keys(told[1]).join(', ')}`);
process.exit(pairs[0] === 1 && pairs[1] === 0 ? 0 : 1);
JS
node show.js
