#!/usr/bin/env bash
# libsignal 6.0.0, which Baileys uses, has one queue for each address in the whole process, and runs what waits in it in the asynchronous context of whoever
# came first.
#
# A contact who writes to two accounts of one process has the same address for both. What the second account does for him while the first is at work is
# begun by the first one's loop: AsyncLocalStorage then holds what belongs to the first. Baileys keeps its transaction of keys there, so that the second
# account's ratchet may be committed by another transaction than its own, or by none, before whoever waits for it has kept the message.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo '{"private": true, "type": "module", "dependencies": {"libsignal": "6.0.0"}}' > package.json
npm install --ignore-scripts --omit=optional --no-audit --no-fund --silent

cat > queue.mjs <<'JS'
import { AsyncLocalStorage } from 'node:async_hooks';
import enqueue from './node_modules/libsignal/src/queue_job.js';

const context = new AsyncLocalStorage();
const pause = () => new Promise(resolve => setTimeout(resolve, 20));

const seen = [];
const job = name => context.run(name, () => enqueue('contact.0', async () => {
  await pause();
  seen.push(`${name} ran in the context of ${context.getStore()}`);
}));
await Promise.all([job('account 1'), job('account 2')]);
console.log(seen.join(', '));
JS

seen=$(node queue.mjs)
echo "libsignal $(node -p 'require("./node_modules/libsignal/package.json").version'): $seen"
if [ "$seen" = "account 1 ran in the context of account 1, account 2 ran in the context of account 1" ]; then
  echo "As described."
else
  echo "Not as described: the behaviour has changed."
  exit 1
fi
