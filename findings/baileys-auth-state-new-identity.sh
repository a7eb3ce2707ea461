#!/usr/bin/env bash
# `useMultiFileAuthState` writes creds.json in place. A process that is killed while it does leaves the file empty or torn, and the next start takes that for a
# folder without credentials: a new identity, a new QR code, and no error. Exits non-zero when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --legacy-peer-deps --no-audit --no-fund baileys@7.0.0-rc14
echo "baileys $(node -p "require('./node_modules/baileys/package.json').version"), node $(node --version)"
cat > write.js <<'JS'
import { useMultiFileAuthState } from 'baileys';

const { state, saveCreds } = await useMultiFileAuthState('auth');
await saveCreds();
process.send('writing');
for (;;) {
  state.creds.accountSyncCounter++;
  await saveCreds();
}
JS
cat > show.js <<'JS'
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { useMultiFileAuthState } from 'baileys';

let before;
for (let kills = 1; kills <= 100; kills++) {
  const child = fork('write.js');
  await once(child, 'message');
  before ??= JSON.parse(JSON.stringify((await useMultiFileAuthState('auth')).state.creds)).registrationId;
  await new Promise(resolve => setTimeout(resolve, 10 + Math.random() * 50));
  child.kill('SIGKILL');
  await once(child, 'exit');
  const text = readFileSync('auth/creds.json', 'utf8');
  try {
    JSON.parse(text);
  } catch {
    const { state } = await useMultiFileAuthState('auth');
    const isNew = state.creds.registrationId !== before;
    console.log(`after ${kills} kills creds.json has ${text.length} bytes and cannot be read; the next start has ${isNew ? 'a new identity' : 'the old identity'}, and no error`);
    process.exit(isNew ? 0 : 1);
  }
}
console.log('100 kills left creds.json readable each time');
process.exit(1);
JS
node show.js
