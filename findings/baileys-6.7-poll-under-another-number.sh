#!/usr/bin/env bash
# baileys 6.7.24 has the name pollCreationMessageV5 under another number than WhatsApp.
#
# In WhatsApp's schema, and in baileys 7.0.0-rc14, it is field 111 of Message and holds a poll. In 6.7.24 it is field 94 and a mere wrapper.
# So a poll of that kind in a history that 6.7.24 decodes is an empty message, which is not told apart from an empty one; and a poll that
# is written under its name goes out under 94 with nothing in it, though nothing complains.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > package.json <<'JSON'
{"private": true, "type": "module",
 "dependencies": {"newer": "npm:baileys@7.0.0-rc14", "older": "npm:baileys@6.7.24"},
 "overrides": {"protobufjs": "7.5.6", "libsignal": "6.0.0", "@whiskeysockets/eslint-config": "npm:is-number@7.0.0"}}
JSON
npm install --ignore-scripts --omit=optional --legacy-peer-deps --no-audit --no-fund --silent

cat > poll.mjs <<'JS'
const module = await import(`${process.argv[2]}/WAProto/index.js`);
const { Message } = (module.default ?? module).proto ?? module.proto;

// Message { 111: { name: "x" } }
const read = JSON.stringify(Message.decode(Buffer.from('fa0603120178', 'hex')));
const written = Buffer.from(Message.encode(Message.fromObject({ pollCreationMessageV5: { name: 'x' } })).finish()).toString('hex');
console.log(`a poll of field 111 is read as ${read}, one of that name is written as ${written}`);
JS

status=0
expect() {
  local seen
  seen=$(node poll.mjs "$1")
  echo "baileys $(node -p "require('$1/package.json').version"): $seen"
  [ "$seen" = "$2" ] || { echo "  changed: was $2"; status=1; }
}

expect newer 'a poll of field 111 is read as {"pollCreationMessageV5":{"name":"x"}}, one of that name is written as fa0603120178'
expect older 'a poll of field 111 is read as {}, one of that name is written as f20500'
exit "$status"
