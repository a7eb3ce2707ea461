// The host is down while the phone sends as fast as it can: what an hour of a busy account holds. Then it is up again, and all of it must become rows, each
// once. Tells what the process of Baileys needs for what waits (Linux).
//
//     node outage.js [--items 6000]
//
// Of ten items nine are messages of contacts and groups, one is a set of history with two messages.
import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { DotnetHost } from './support/dotnetHost.js';
import { chat, historySet, message, World } from './support/world.js';

const { values } = parseArgs({ options: { items: { type: 'string', default: '6000' } } });
const items = Number(values.items);
const host = new DotnetHost();
const world = await World.make({ shouldSync: false }, {}, host);
await world.pair();
const { whatsapp } = world;
const contact = whatsapp.contact(chat);
const counts = { spooled: 0, removed: 0, retry: 0 };
for (const { type } of world.host.told) count(type);
world.host.on('told', ({ type }) => count(type));
const spool = () => stat(`${world.folder}/bridge/spool`).then(({ size }) => `${(size / 1e6).toFixed(1)} MB`);
const memory = async pid => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const of = name => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) / 1000);
  return `${of('VmRSS')} MB, at most ${of('VmHWM')} MB`;
};
const report = async what => console.log(`${what}: ${seconds()} s; spool ${await spool()}; Baileys and bridge ${await memory(world.host.pid)}`);
let start = Date.now();
const seconds = () => ((Date.now() - start) / 1000).toFixed(1);

await contact.say('before');
await whatsapp.until(() => whatsapp.companion.waiting === 0);
await host.bringDown();
await report('before');

start = Date.now();
const expected = [];
for (let i = 0; i < items; i++) {
  if (i % 10 === 0) {
    await whatsapp.phone.sendHistory(historySet([i, i + 1]), { inline: i % 20 === 0 });
    expected.push(message(i).key.id, message(i + 1).key.id);
  } else {
    expected.push(await (i % 10 < 6 ? contact.say(`message ${i}`) : contact.sayIn('1203630000000001@g.us', `message ${i}`)));
  }
}
await whatsapp.until(() => whatsapp.companion.waiting === 0, 3_600_000);
await report(`${items} items sent and acknowledged, the host down`);

const tries = counts.retry;
start = Date.now();
await host.bringUp();
await whatsapp.until(() => counts.removed === counts.spooled, 3_600_000);
await report('the host up again, all of it delivered');
console.log(`host ${await memory(host.pid)}; ${tries} tries while it was down`);

start = Date.now();
const times = new Map();
for (const { id } of await host.rows()) times.set(id, (times.get(id) ?? 0) + 1);
const wrong = expected.filter(id => times.get(id) !== 1).length;
console.log(`${expected.length} messages expected, ${times.size - 1} rows beside the one before, ${wrong} not exactly once; imported in ${seconds()} s`);
const isEmpty = (await stat(`${world.folder}/bridge/spool`)).size === 0;
if (!isEmpty) console.log('The spool is not empty');
await world.end();
process.exit(wrong === 0 && times.size === expected.length + 1 && isEmpty ? 0 : 1);

function count(type) {
  if (type in counts) counts[type]++;
}
