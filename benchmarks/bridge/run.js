// One large set of history on its way from the phone to the rows of a .NET host over SQLite, by three roads in turn: Baileys' event as JSON, the bridge while
// Baileys takes the set as well, and the bridge alone. All of them end in the same endpoint and the same import (Linux).
//
//     node benchmarks/bridge/run.js [--messages 20000] [--rounds 5] [--plain]
//
// Messages are as phones send them: each with the secret that replies need, every fifth an image with its keys and a thumbnail. With --plain they are text alone.
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { DotnetHost } from '../../tests/history-import-bridge/support/dotnetHost.js';
import { chat, message, World } from '../../tests/history-import-bridge/support/world.js';

const { values } = parseArgs({ options: { messages: { type: 'string', default: '20000' }, rounds: { type: 'string', default: '5' }, plain: { type: 'boolean' } } });
const roads = {
  'event as JSON': { isPlain: true },
  'bridge, `shouldSyncHistoryMessage` true': {},
  'bridge, false': { shouldSync: false },
};
const columns = ['sent, MB', 'until the host has it, ms', 'until it is rows, ms', 'processor of Node, ms', 'of .NET, ms', 'memory of Node before, MB', 'its peak, MB', 'its peak at the second, MB'];
const results = Object.fromEntries(Object.keys(roads).map(road => [road, []]));

// Text as long as people write, that no compression makes vanish.
const words = Array.from({ length: 4000 }, () => Math.random().toString(36).slice(2, 3 + Math.random() * 9));
const text = () => Array.from({ length: 12 }, () => words[Math.floor(Math.random() * words.length)]).join(' ');
const image = () => ({
  caption: text(), url: 'https://mmg.whatsapp.net/v/t62.7118-24/x.enc', directPath: '/v/t62.7118-24/x.enc', mimetype: 'image/jpeg', fileLength: 100_000, height: 1600, width: 1200,
  mediaKey: randomBytes(32), fileSha256: randomBytes(32), fileEncSha256: randomBytes(32), jpegThumbnail: randomBytes(700),
});
const content = i => (values.plain ? { conversation: text() } : { ...(i % 5 === 0 ? { imageMessage: image() } : { conversation: text() }), messageContextInfo: { messageSecret: randomBytes(32) } });
const setOf = (first, count) => ({
  syncType: 3, chunkOrder: 1, progress: 100,
  conversations: [{ id: chat, messages: Array.from({ length: count }, (_, i) => ({ message: { ...message(first + i), message: content(i) }, msgOrderId: i })) }],
});
const count = Number(values.messages);
// Every road gets the same: a few, a set that is the first of its size, and one when both sides have done it before.
const sets = [setOf(0, 200), setOf(200, count), setOf(200 + count, count)];
const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

for (let round = 0; round < Number(values.rounds); round++) {
  for (const [road, options] of Object.entries(roads)) results[road].push(await run(options));
}

console.log(`| ${values.messages} messages, ${values.rounds} rounds, medians | ${columns.join(' | ')} |\n|${'---|'.repeat(columns.length + 1)}`);
for (const [road, runs] of Object.entries(results)) {
  const medians = columns.map((_, i) => runs.map(run => run[i]).sort((a, b) => a - b)[runs.length >> 1]);
  console.log(`| ${road} | ${medians.map(value => value.toFixed(value < 10 ? 1 : 0)).join(' | ')} |`);
}

async function run(options) {
  const dotnet = new DotnetHost({ builds: ['release'] });
  const world = await World.make(options, {}, dotnet);
  // Nothing of ours stands between the two.
  world.options = { ...options, host: `${dotnet.address}/history-import` };
  try {
    await world.pair();
    const { whatsapp, host } = world;
    const delivered = () => host.until(({ type, kind, status = 204 }) => type === 'delivered' && kind === (options.isPlain ? 'event' : 'history') && status === 204);
    const toRows = async set => {
      await sleep(1500);
      host.told.length = 0;
      // 5 sets the peak back to what is used now.
      await writeFile(`/proc/${host.pid}/clear_refs`, '5');
      const [before, node, net] = [await peakOf(host.pid), await processorOf(host.pid), await processorOf(dotnet.pid)];
      const sending = send(whatsapp, set);
      const { bytes } = await delivered();
      const isThere = Date.now();
      await dotnet.ask('import', 'imported');
      const isRows = Date.now();
      const ofNet = await processorOf(dotnet.pid) - net;
      await sleep(1500);
      const { start, deflated } = await sending;
      const peak = await peakOf(host.pid);
      return { bytes: (bytes ?? deflated.length) / 1e6, isThere: isThere - start, isRows: isRows - start, ofNode: await processorOf(host.pid) - node, ofNet, before, peak };
    };
    await whatsapp.until(() => whatsapp.companion.waiting === 0);
    await toRows(sets[0]);
    const first = await toRows(sets[1]);
    const later = await toRows(sets[2]);
    const rows = await dotnet.rows();
    if (rows.length !== 200 + 2 * count) throw new Error(`${rows.length} rows`);
    return [first.bytes, later.isThere, later.isRows, later.ofNode, later.ofNet, first.before, first.peak, later.peak];
  } finally {
    await world.end();
  }
}

async function send({ phone, cdn }, set) {
  const { upload } = cdn;
  let start;
  cdn.upload = async bytes => {
    const said = await upload.call(cdn, bytes);
    start = Date.now();
    return said;
  };
  // Encoding it is not what is measured.
  const { deflated } = await phone.sendHistory(set, { inline: false });
  cdn.upload = upload;
  return { start, deflated };
}

async function peakOf(pid) {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))[1]) / 1000);
}

async function processorOf(pid) {
  const [, rest] = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ');
  const fields = rest.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
