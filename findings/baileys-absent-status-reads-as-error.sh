#!/usr/bin/env bash
# In baileys 6.17.16 a message without a status reads as one that failed to be sent.
#
# A received message has no status on the wire. Its decoded object has none of its own either, and JSON.stringify leaves it out; but read as
# a property it is 0, which is ERROR, from the prototype. A host that copies fields one by one writes ERROR on every received message.
# Of 7.0.0-rc14 it is null. The same goes for whether a chat has more history: absent reads as "more remain".
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > package.json <<'JSON'
{"private": true, "type": "module",
 "dependencies": {"newer": "npm:baileys@7.0.0-rc14", "older": "npm:baileys@6.17.16"},
 "overrides": {"protobufjs": "7.5.6", "libsignal": "6.0.0", "@whiskeysockets/eslint-config": "npm:is-number@7.0.0"}}
JSON
npm install --ignore-scripts --omit=optional --legacy-peer-deps --no-audit --no-fund --silent

cat > status.mjs <<'JS'
const module = await import(`${process.argv[2]}/WAProto/index.js`);
const { WebMessageInfo, Conversation } = (module.default ?? module).proto ?? module.proto;

// WebMessageInfo { key: { id: "A" }, message: { conversation: "x" } } and Conversation { id: "g" }
const info = WebMessageInfo.decode(Buffer.from('0a031a014112030a0178', 'hex'));
const chat = Conversation.decode(Buffer.from('0a0167', 'hex'));
const { key, message, status } = info;
console.log(`${JSON.stringify(info)} copied is ${JSON.stringify({ key, message, status })}, end of history reads as ${chat.endOfHistoryTransferType}`);
JS

status=0
expect() {
  local seen
  seen=$(node status.mjs "$1")
  echo "baileys $(node -p "require('$1/package.json').version"): $seen"
  [ "$seen" = "$2" ] || { echo "  changed: was $2"; status=1; }
}

expect older '{"key":{"id":"A"},"message":{"conversation":"x"}} copied is {"key":{"id":"A"},"message":{"conversation":"x"},"status":0}, end of history reads as 0'
expect newer '{"key":{"id":"A"},"message":{"conversation":"x"}} copied is {"key":{"id":"A"},"message":{"conversation":"x"},"status":null}, end of history reads as null'
exit "$status"
