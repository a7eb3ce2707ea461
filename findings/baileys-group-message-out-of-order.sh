#!/usr/bin/env bash
# A message of a group that comes after a later one cannot be opened by Baileys: the keys it skipped are kept as JSON, and are no bytes any more when they are read back. It
# happens when messages from the offline queue are still being worked off and a live one comes. Baileys asks for the message again, so it is late and not
# lost. Exits non-zero when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --legacy-peer-deps --no-audit --no-fund baileys@7.0.0-rc14
echo "baileys $(node -p "require('./node_modules/baileys/package.json').version"), node $(node --version)"
cat > show.js <<'JS'
import { addTransactionCapability, DEFAULT_CONNECTION_CONFIG, encodeWAMessage, initAuthCreds, proto, unpadRandomMax16 } from 'baileys';

const silent = { level: 'silent', child: () => silent, trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} };
function person() {
  const kept = new Map();
  const keys = addTransactionCapability({
    get: async (type, ids) => Object.fromEntries(ids.map(id => [id, kept.get(type + id)]).filter(([, value]) => value)),
    set: async data => { for (const type in data) for (const id in data[type]) kept.set(type + id, data[type][id]); },
  }, silent, { maxCommitRetries: 1, delayBetweenTriesMs: 1 });
  return DEFAULT_CONNECTION_CONFIG.makeSignalRepository({ creds: initAuthCreds(), keys }, silent, async () => []);
}

const group = '1203630000000001@g.us';
const author = '5511900000002@s.whatsapp.net';
const sender = person();
const receiver = person();
const say = text => sender.encryptGroupMessage({ group, data: encodeWAMessage({ conversation: text }), meId: author });
const first = await say('one');
const others = [await say('two'), await say('three')];
await receiver.processSenderKeyDistributionMessage({ authorJid: author, item: { groupId: group, axolotlSenderKeyDistributionMessage: first.senderKeyDistributionMessage } });

let isRefused = false;
for (const [name, { ciphertext }] of [['one', first], ['three', others[1]], ['two', others[0]]]) {
  try {
    const plain = await receiver.decryptGroupMessage({ group, authorJid: author, msg: ciphertext });
    console.log(`${name}: opened, ${proto.Message.decode(unpadRandomMax16(plain)).conversation}`);
  } catch (error) {
    isRefused = name === 'two';
    console.log(`${name}: ${error.message}`);
  }
}
process.exit(isRefused ? 0 : 1);
JS
node show.js
