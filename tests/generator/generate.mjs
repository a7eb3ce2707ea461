// Makes WhatsApp history as a host receives it, with the real encoder, and the rows that an import of it must end in.
//
//   node generate.mjs --out DIR [--messages 4000] [--seed 1] [--files 8] [--formats protobuf,json] [--no-invalid] [--text-size N]
//   node generate.mjs --out DIR --convergence        100 000 messages in 40 protobuf files, unless said otherwise
//   node generate.mjs --out DIR --client whaileys --without HistorySync.phoneNumberToLidMappings,…
//       json is what that client pushes to a host, protobuf lacks the fields named, truth.ndjson is the whole truth
//
// DIR/protobuf  HistorySync blobs, deflated or plain       DIR/truth.ndjson  the rows of an export
// DIR/json      the same history as JSON                   DIR/meta.json     what is in there
// Either folder alone ends in the rows of truth.ndjson. The same arguments give the same bytes.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { deflateSync } from 'node:zlib';
import { MIN_FILES, dataBlobsOf, historySyncs } from './blobs.mjs';
import { loadClient } from './clients.mjs';
import { JsonFolder } from './jsonFolder.mjs';
import { buildRows } from './model.mjs';
import { Prng } from './prng.mjs';
import { tell } from './scenarios/index.mjs';
import { newestClient, proto } from './wire.mjs';
import { Without } from './without.mjs';
import { World } from './world.mjs';

function readArguments() {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' }, messages: { type: 'string' }, seed: { type: 'string', default: '1' }, files: { type: 'string' }, formats: { type: 'string' },
      'no-invalid': { type: 'boolean', default: false }, 'text-size': { type: 'string' }, convergence: { type: 'boolean', default: false },
      client: { type: 'string' }, without: { type: 'string', default: '' }
    }
  });
  const whole = (name, fallback) => {
    const value = values[name] === undefined ? fallback : Number(values[name]);
    if (value !== null && !(Number.isSafeInteger(value) && value >= 0)) throw new Error(`--${name} wants a whole number`);
    return value;
  };
  if (!values.out) throw new Error('--out DIR is missing');
  const options = {
    out: values.out,
    seed: whole('seed', 1),
    messages: whole('messages', values.convergence ? 100_000 : 4_000),
    files: whole('files', values.convergence ? 40 : 8),
    textSize: whole('text-size', null),
    formats: (values.formats ?? (values.convergence ? 'protobuf' : 'protobuf,json')).split(','),
    mayBeInvalid: !values['no-invalid'],
    client: values.client,
    without: values.without.split(',').filter(Boolean)
  };
  if (options.files < MIN_FILES) throw new Error(`--files wants at least ${MIN_FILES}, one for each sync type`);
  const unknown = options.formats.filter((format) => !['protobuf', 'json'].includes(format));
  if (unknown.length) throw new Error(`no such format: ${unknown}`);
  return options;
}

function freshFolder(path) {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
}

async function generate({ out, seed, messages, files, textSize, formats, mayBeInvalid, client: clientName, without }) {
  const w = new World({
    rng: new Prng(seed), textSize, dataBlobs: dataBlobsOf(files), mayBeInvalid,
    // with an odd seed the history says that our number and our LID are one; otherwise our own group messages are all there is
    claimOwn: seed % 2 === 1
  });
  tell(w, messages);

  const total = w.deliveries + w.statusPosts.length;
  const folder = (format) => join(out, format);
  for (const format of ['protobuf', 'json']) {
    rmSync(folder(format), { recursive: true, force: true });
    if (formats.includes(format)) freshFolder(folder(format));
  }
  mkdirSync(out, { recursive: true });

  const less = new Without(without);
  const blobs = [...historySyncs(w)].map(({ name, sync, keeps = new Set() }) => ({ name, keeps, bytes: proto.HistorySync.encode(sync).finish() }));
  if (formats.includes('protobuf')) {
    blobs.forEach(({ name, keeps, bytes }, i) => {
      const told = without.length ? less.of(bytes, keeps) : bytes;
      // phones deflate; a host may have inflated already
      writeFileSync(join(folder('protobuf'), `${String(i + 1).padStart(4, '0')}-${name}.bin`), (i + 1) % 3 === 0 ? told : deflateSync(told));
    });
  }

  // All clients put their schema into one place of protobufjs, so from here on the other client's is the only one.
  const client = clientName ? await loadClient(clientName) : newestClient;
  // some fifty ways to tell a part, and every one of them gets its turn
  const json = new JsonFolder((name, text) => writeFileSync(join(folder('json'), name), text), Math.max(8, Math.ceil(total / 70)), client);
  if (formats.includes('json')) for (const { name, bytes, keeps } of blobs) await json.add(name, bytes, keeps);
  less.assertAllMet();

  const rows = buildRows({ intents: w.intents, claims: w.claims, own: [w.me.plain('number'), w.me.plain('lid')] });
  writeFileSync(join(out, 'truth.ndjson'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

  const meta = {
    seed, messages: total, client: `${client.name} ${client.version}`, me: w.me.plain('number'), meLid: w.me.plain('lid'), rows: rows.length,
    invalid: w.invalid, statusPosts: w.statusPosts.length, chats: new Set(rows.map((row) => row.chat)).size,
    protobuf: formats.includes('protobuf') ? { files: blobs.length, totalMessages: total } : null,
    json: formats.includes('json') ? { files: json.files, totalMessages: json.messages } : null
  };
  writeFileSync(join(out, 'meta.json'), `${JSON.stringify(meta, null, 2)}\n`);
  return meta;
}

try {
  const { rows, messages } = await generate(readArguments());
  console.log(`${messages} messages, ${rows} rows`);
} catch (error) {
  console.error(error.stack);
  process.exitCode = 2;
}
