// Kills at random: the phone and a contact go on sending while the process of Baileys is killed, the line is cut, and the host is away or dies
// before or after it stored. Then it is quiet, and everything that was sent must be at the host, the same each time it came: as long as something
// comes it is waited for, two minutes longer than the last.
//
//     node randomKills.js [--seconds 180] [--dotnet]
//
// With --dotnet the host is a real one, ASP.NET Core over SQLite, and is killed too: what was sent must be a row of its database, each once.
import { parseArgs } from 'node:util';
import { DotnetHost } from './support/dotnetHost.js';
import { chat, historySet, message, World } from './support/world.js';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '180' }, dotnet: { type: 'boolean' } } });
const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
const between = (least, most) => least + Math.random() * (most - least);

const world = await World.make({}, {}, values.dotnet ? new DotnetHost() : undefined);
await world.pair();
const { whatsapp, receiver } = world;
const contact = whatsapp.contact(chat);
const quiet = 120_000;
const end = Date.now() + Number(values.seconds) * 1000;
const isOver = () => Date.now() > end;
const done = { 'bridge killed': 0, 'line cut': 0, 'host away': 0, 'host died before it stored': 0, 'host died after it stored': 0 };

if (values.dotnet) done['host killed'] = 0;

const sent = { history: new Map(), live: new Set(), numbers: new Set() };
async function send() {
  for (let i = 0; !isOver(); i++) {
    if (i % 3 === 0) {
      const { id, deflated } = await whatsapp.phone.sendHistory(historySet([i, i + 1]), { inline: i % 2 === 0 });
      sent.history.set(id, deflated);
      sent.numbers.add(i).add(i + 1);
    } else {
      sent.live.add(i % 3 === 1 ? await contact.say(`message ${i}`) : await contact.sayIn('1203630000000001@g.us', `message ${i}`));
    }
    await sleep(between(20, 300));
  }
}

const harm = {
  async 'bridge killed'() {
    await world.host.kill();
    const { type } = await world.start().until(told => told.type === 'qr' || told.connection === 'connecting');
    if (type === 'qr') throw new Error('The identity is lost');
  },
  async 'line cut'() {
    whatsapp.cutLine();
  },
  async 'host away'() {
    receiver.status = 503;
    await sleep(between(200, 2000));
    receiver.status = 204;
  },
  async 'host killed'() {
    await receiver.waitUntilUp();
    receiver.kill();
  },
  async 'host died before it stored'() {
    dieAt('posted');
  },
  async 'host died after it stored'() {
    dieAt('stored');
  },
};

function dieAt(instant) {
  receiver.at = async at => {
    if (at !== instant) return false;
    receiver.at = async () => false;
    return true;
  };
}

async function disturb() {
  const kinds = ['bridge killed', 'bridge killed', ...Object.keys(done)];
  while (!isOver()) {
    await sleep(between(500, 4000));
    const kind = kinds[Math.floor(Math.random() * kinds.length)];
    await harm[kind]();
    done[kind]++;
  }
}

await Promise.all([send(), disturb()]);
receiver.status = 204;
receiver.at = async () => false;

const came = () => {
  const history = new Map();
  const live = new Map();
  for (const { kind, stanza, delivery, hash, json, body } of receiver.stored) {
    if (kind === 'history') history.set(stanza, [...history.get(stanza) ?? [], { is: `${delivery} ${hash}`, body }]);
    // What its sender had to encrypt again is another delivery of the same message.
    else if (json?.event === 'messages.upsert') for (const one of json.data.messages) if (one.message) live.set(one.key.id, [...live.get(one.key.id) ?? [], { is: JSON.stringify(one), with: json.data.messages.length }]);
  }
  return { history, live };
};
const missing = () => {
  const { history, live } = came();
  return [...[...sent.history.keys()].filter(id => !history.has(id)), ...[...sent.live].filter(id => !live.has(id))];
};
const start = Date.now();
let [left, since] = [missing().length, start];
while (left > 0 && Date.now() - since < quiet) {
  await sleep(500);
  const now = missing().length;
  if (now !== left) [left, since] = [now, Date.now()];
}

const { history, live } = came();
const all = [...history.values(), ...live.values()];
const unlike = all.filter(deliveries => new Set(deliveries.map(({ is }) => is)).size > 1);
const differ = unlike.length + [...sent.history].filter(([id, deflated]) => history.get(id)?.some(({ body }) => !body.equals(deflated))).length;
console.log(Object.entries(done).map(([what, times]) => `${what} ${times}`).join(', '));
console.log(`${sent.history.size} sets and ${sent.live.size} messages sent; ${missing().length} missing, ${differ} differ, ${all.reduce((sum, { length }) => sum + length, 0) - all.length} came again, ${whatsapp.companion.waiting} unacknowledged; quiet after ${Date.now() - start} ms`);
const wrongRows = values.dotnet ? await countWrongRows() : 0;
if (unlike.length > 0) console.log(JSON.stringify(unlike.slice(0, 3).map(deliveries => deliveries.map(({ body, ...rest }) => rest))));
if (left > 0) console.log(JSON.stringify({ isConnected: whatsapp.isConnected, bridge: world.host.end ?? 'runs', told: world.host.told.slice(-20), missing: missing().slice(0, 20) }));
const isRight = missing().length === 0 && differ === 0 && wrongRows === 0;
await world.end();

/** Of the messages that were sent: how many are not in the database exactly once. */
async function countWrongRows() {
  await receiver.waitUntilUp();
  const times = new Map();
  const rows = await receiver.rows();
  for (const { id } of rows) times.set(id, (times.get(id) ?? 0) + 1);
  const expected = [...sent.live, ...[...sent.numbers].map(i => message(i).key.id)];
  const wrong = expected.filter(id => times.get(id) !== 1).length;
  console.log(`${expected.length} messages expected, ${rows.length} rows, ${wrong} not exactly once`);
  return wrong;
}

process.exit(isRight ? 0 : 1);
