#!/usr/bin/env bash
# What npm installs as the latest baileys, 6.17.16, knows less of a history than 6.7.24.
#
# By its number and by npm's tag it is the newer one; its schema is the older. It lacks, among others, the message of a child of an album,
# albums, sticker packs, group statuses and the LID of a group's account. In JSON such a message is {}, and encoded again it is gone.
# Moving from 6.7.24 to what the tag says therefore loses content of history from that day on, without a word.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > package.json <<'JSON'
{"private": true, "type": "module",
 "dependencies": {"tagged": "npm:baileys@6.17.16", "earlier": "npm:baileys@6.7.24"},
 "overrides": {"protobufjs": "7.5.6", "libsignal": "6.0.0", "@whiskeysockets/eslint-config": "npm:is-number@7.0.0"}}
JSON
npm install --ignore-scripts --omit=optional --legacy-peer-deps --no-audit --no-fund --silent

cat > read.mjs <<'JS'
const module = await import(`${process.argv[2]}/WAProto/index.js`);
const { Message, Conversation } = (module.default ?? module).proto ?? module.proto;
const read = (type, hex) => {
  const value = type.decode(Buffer.from(hex, 'hex'));
  return `${JSON.stringify(value)} (${type.encode(value).finish().length} of ${hex.length / 2} bytes)`;
};

// associatedChildMessage (91) { message { conversation: "x" } }; albumMessage (83) { expectedImageCount: 2 };
// groupStatusMessage (96) { message { conversation: "x" } }; a conversation with the LID of its account (49)
console.log([
  read(Message, 'da05050a030a0178'), read(Message, '9a05021002'), read(Message, '8206050a030a0178'), read(Conversation, '0a0167' + '8a0305' + '31406c6964'),
].join(' | '));
JS

status=0
expect() {
  local seen
  seen=$(node read.mjs "$1")
  echo "baileys $(node -p "require('$1/package.json').version"): $seen"
  [ "$seen" = "$2" ] || { echo "  changed: was $2"; status=1; }
}

expect earlier '{"associatedChildMessage":{"message":{"conversation":"x"}}} (8 of 8 bytes) | {"albumMessage":{"expectedImageCount":2}} (5 of 5 bytes) | {"groupStatusMessage":{"message":{"conversation":"x"}}} (8 of 8 bytes) | {"id":"g","accountLid":"1@lid"} (11 of 11 bytes)'
expect tagged '{} (0 of 8 bytes) | {} (0 of 5 bytes) | {} (0 of 8 bytes) | {"id":"g"} (3 of 11 bytes)'

latest=$(npm view baileys dist-tags.latest)
echo "npm's tag latest of baileys: $latest"
[ "$latest" = 6.17.16 ] || { echo "  changed: was 6.17.16"; status=1; }
exit "$status"
