// One large set of history, three roads: the event as JSON, the bridge while Baileys takes the set as well, and the bridge alone. Tells how long it takes from
// the notification until the host has the last byte, how much that is, and the peak memory of the process of Baileys (Linux).
//
//     node measure.js [--messages 20000] [--times 3]
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { chat, message, World } from './support/world.js';

const { values } = parseArgs({ options: { messages: { type: 'string', default: '20000' }, times: { type: 'string', default: '3' } } });
const roads = { 'event as JSON': { isPlain: true }, 'bridge, shouldSyncHistoryMessage true': {}, 'bridge, shouldSyncHistoryMessage false': { shouldSync: false } };
const results = Object.fromEntries(Object.keys(roads).map(road => [road, []]));

// Text as long as people write, that no compression makes vanish.
const words = Array.from({ length: 4000 }, () => Math.random().toString(36).slice(2, 3 + Math.random() * 9));
const text = () => Array.from({ length: 12 }, () => words[Math.floor(Math.random() * words.length)]).join(' ');
const messages = Array.from({ length: Number(values.messages) }, (_, i) => ({ message: { ...message(i), message: { conversation: text() } }, msgOrderId: i }));
const set = { syncType: 3, chunkOrder: 1, progress: 100, conversations: [{ id: chat, messages }] };

for (let time = 0; time < Number(values.times); time++) {
  for (const [road, options] of Object.entries(roads)) results[road].push(await run(options));
}
for (const [road, runs] of Object.entries(results)) {
  const middle = name => runs.map(run => run[name]).sort((a, b) => a - b)[runs.length >> 1];
  console.log(`${road.padEnd(40)} ${middle('milliseconds')} ms, ${(middle('bytes') / 1e6).toFixed(1)} MB sent, peak memory ${middle('before')} MB before, ${middle('peak')} MB`);
}

async function run(options) {
  const world = await World.make(options);
  try {
    await world.pair();
    const { whatsapp, receiver, host } = world;
    await whatsapp.until(() => whatsapp.companion.waiting === 0);
    await new Promise(resolve => setTimeout(resolve, 1000));
    // 5 sets the peak back to what is used now.
    await writeFile(`/proc/${host.pid}/clear_refs`, '5');
    const before = await peakOf(host.pid);
    const { start } = await send(whatsapp);
    const delivery = await whatsapp.until(() => receiver.refused.find(({ path }) => path.endsWith('/plain')) ?? receiver.stored.find(({ kind }) => kind === 'history'));
    const milliseconds = Date.now() - start;
    await new Promise(resolve => setTimeout(resolve, 2000));
    return { milliseconds, bytes: delivery.body.length, before, peak: await peakOf(host.pid) };
  } finally {
    await world.end();
  }
}

async function send({ phone, cdn }) {
  const { upload } = cdn;
  let start;
  cdn.upload = async bytes => {
    const said = await upload.call(cdn, bytes);
    start = Date.now();
    return said;
  };
  await phone.sendHistory(set, { inline: false });
  return { start };
}

async function peakOf(pid) {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))[1]) / 1000);
}
