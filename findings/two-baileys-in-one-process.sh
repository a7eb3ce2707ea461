#!/usr/bin/env bash
# Two versions of Baileys in one process decode with the schema of the one that was loaded last.
#
# Every version's generated WAProto hangs itself into protobufjs.roots["default"].proto, and looks up nested types there at the moment it
# decodes. A package manager gives both versions the same copy of protobufjs, so the second version loaded replaces the nested types of the
# first. baileys 7.0.0-rc14 knows the poll of Message field 111; once 6.17.16 is loaded behind it, the same decode gives an empty message,
# and encoding it again loses the poll for good. The other way round 6.17.16 reads what it does not know by itself.
#
# A host that tries a new version beside an old one, or a plugin that brings a version of its own, loses history this way without an error.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# The last line: dependencies that live in git or are of no use here.
cat > package.json <<'JSON'
{"private": true, "type": "module",
 "dependencies": {"newer": "npm:baileys@7.0.0-rc14", "older": "npm:baileys@6.17.16", "protobufjs": "7.5.6"},
 "overrides": {"protobufjs": "7.5.6", "libsignal": "6.0.0", "@whiskeysockets/eslint-config": "npm:is-number@7.0.0"}}
JSON
npm install --ignore-scripts --omit=optional --legacy-peer-deps --no-audit --no-fund --silent

cat > decode.mjs <<'JS'
const load = async (name) => {
  const module = await import(`${name}/WAProto/index.js`);
  return (module.default ?? module).proto ?? module.proto;
};
const [decoder, ...others] = process.argv.slice(2);
const proto = await load(decoder);
for (const other of others) await load(other);

// WebMessageInfo { key: { id: "A" }, message: { pollCreationMessageV5 (111): { name: "x" } } }
const info = proto.WebMessageInfo.decode(Buffer.from('0a031a01411206fa0603120178', 'hex'));
console.log(`${JSON.stringify(info)} again ${Buffer.from(proto.WebMessageInfo.encode(info).finish()).toString('hex')}`);
JS

poll='{"key":{"id":"A"},"message":{"pollCreationMessageV5":{"name":"x"}}} again 0a031a01411206fa0603120178'
nothing='{"key":{"id":"A"},"message":{}} again 0a031a01411200'
status=0
expect() {
  local wanted=$1 seen
  shift
  seen=$(node decode.mjs "$@")
  echo "decoded by $1${2:+, with $2 loaded behind it}: $seen"
  [ "$seen" = "$wanted" ] || { echo "  changed: was $wanted"; status=1; }
}

echo "newer: baileys $(node -p 'require("newer/package.json").version'), older: baileys $(node -p 'require("older/package.json").version'), protobufjs $(node -p 'require("protobufjs/package.json").version')"
expect "$poll" newer
expect "$nothing" newer older
expect "$nothing" older
expect "$poll" older newer
exit "$status"
