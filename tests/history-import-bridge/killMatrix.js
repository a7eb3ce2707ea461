// Where does what a phone and a contact send survive a kill? Real Baileys against the server of this folder's neighbour; the process kills itself, or is
// killed, with SIGKILL at each instant, is started again with the same folder, and must end with everything at the receiver.
//
//     node killMatrix.js [--times 10] [--no-seam] [--dotnet] [--markdown]
//
// With --dotnet the host is a real one, ASP.NET Core over SQLite, and it is killed too; what counts then are the rows of its database.
import { parseArgs } from 'node:util';
import { DotnetHost } from './support/dotnetHost.js';
import { chat, historySet, message, World } from './support/world.js';

const { values } = parseArgs({ options: { times: { type: 'string', default: '1' }, 'no-seam': { type: 'boolean' }, dotnet: { type: 'boolean' }, markdown: { type: 'boolean' } } });
const hasSeam = !values['no-seam'];

/** In the process of Baileys: it kills itself. */
const inside = {
  decrypted: 'decrypted, nothing written',
  spooled: 'in the spool, ratchet not committed',
  committed: 'ratchet committed, no receipt sent',
  receipted: 'receipts sent',
  fetched: 'blob fetched',
  delivered: '204 read, record not deleted',
  removed: 'record deleted',
};

/** At the receiver: the process is killed, or the receiver's answer never comes. */
const outside = {
  posted: 'posted, the host has not stored it',
  stored: 'the host has stored it, 204 not sent',
  answered: '204 sent',
};

const alsoOutside = {
  'host died': 'the host dies before it stores, the bridge lives',
  '204 lost': 'the host has stored it, its 204 is lost, the bridge lives',
};

/** In the .NET host: it kills itself, or cuts the line. */
const insideHost = {
  'host posted': 'the .NET host is killed before it stores',
  'host stored': 'the .NET host is killed when it has stored, 204 not sent',
  'host lost': 'the .NET host has stored it, its 204 is lost',
};

const rows = [];
for (const kind of ['history', 'live']) {
  const instants = values.dotnet ? { ...outside, ...insideHost } : { ...inside, ...outside, ...alsoOutside };
  if (kind === 'live') delete instants.fetched;
  // Without the outer transaction the ratchet is committed as soon as the message is open, and the spool is written after the receipts.
  if (!hasSeam) Object.assign(instants, { decrypted: 'decrypted, ratchet committed, no receipt sent', spooled: 'in the spool' });
  if (!hasSeam) delete instants.committed;
  for (const [instant, words] of Object.entries(instants)) {
    for (let time = 1; time <= Number(values.times); time++) rows.push({ kind, instant, words, ...await run(kind, instant) });
  }
}

print();
if (hasSeam && rows.some(({ isLost, isSame, isPaired, isExact }) => isLost || !isSame || !isPaired || !isExact)) process.exitCode = 1;

async function run(kind, instant) {
  const world = await World.make({ hasSeam }, {}, values.dotnet ? new DotnetHost() : undefined);
  try {
    await world.pair();
    const { whatsapp, receiver } = world;
    const contact = whatsapp.contact(chat);
    await contact.say('a first message, so that the next is no first one');
    await whatsapp.phone.sendHistory(historySet([1]), { inline: true });
    await whatsapp.until(() => whatsapp.companion.waiting === 0 && receiver.stored.length >= 2);
    receiver.stored.length = 0;

    if (instant === 'receipted') receiver.status = 503;
    if (instant in inside) await world.host.arm(instant, kind);
    if (instant in outside || instant in alsoOutside) receiver.at = killAt(world, instant, kind);
    if (instant in insideHost) await receiver.arm(instant.slice(5), kind === 'history' ? 'history' : 'event');
    const sent = await send(world, kind, contact);
    let isPaired = true;
    if (instant in alsoOutside || instant in insideHost) await world.host.until(({ type }) => type === 'retry');
    else if (await died(world)) {
      receiver.status = 204;
      receiver.at = async () => false;
      const { type } = await world.start().until(told => told.type === 'qr' || told.connection === 'open');
      isPaired = type !== 'qr';
    }
    const of = stored => stored.filter(delivery => isOf(delivery, kind, sent));
    await whatsapp.until(() => of(receiver.stored).length > 0 && whatsapp.companion.waiting === 0, hasSeam ? 60_000 : 15_000).catch(() => {});
    await new Promise(resolve => setTimeout(resolve, 1000));

    const got = of(receiver.stored);
    const isSame = new Set(got.map(({ delivery, hash }) => `${delivery} ${hash}`)).size <= 1;
    const isWhole = kind === 'live' || got.every(({ body }) => body.equals(sent.deflated));
    const unacknowledged = whatsapp.companion.waiting;
    const isExact = !values.dotnet || await holdsOnce(receiver, kind === 'history' ? [1, 7, 6, 5].map(i => message(i).key.id) : [sent.id]);
    return { isLost: got.length === 0, deliveries: got.length, isSame: isSame && isWhole, isPaired, unacknowledged, isExact };
  } finally {
    await world.end();
  }
}

async function send({ whatsapp }, kind, contact) {
  if (kind === 'history') return whatsapp.phone.sendHistory(historySet([7, 6, 5]));
  return { id: await contact.say('the message') };
}

async function holdsOnce(receiver, ids) {
  const rows = await receiver.rows();
  return ids.every(id => rows.filter(row => row.id === id).length === 1);
}

function isOf({ kind: form, stanza, json }, kind, { id }) {
  return kind === 'history' ? form === 'history' && stanza === id : form === 'event' && json.event === 'messages.upsert' && json.data.messages.some(({ key }) => key.id === id);
}

function killAt(world, instant, kind) {
  let isDone = false;
  return async (at, delivery) => {
    const wanted = { 'host died': 'posted', '204 lost': 'stored' }[instant] ?? instant;
    const isIt = kind === 'history' ? delivery.kind === 'history' : delivery.json?.event === 'messages.upsert';
    if (isDone || at !== wanted || !isIt) return false;
    isDone = true;
    if (!(instant in alsoOutside)) await world.host.kill();
    return true;
  };
}

async function died(world) {
  return (await Promise.race([world.host.ended, new Promise(resolve => setTimeout(resolve, 60_000).unref())])) === 'SIGKILL';
}

function print() {
  const groups = rows.reduce((map, row) => map.set(key(row), [...map.get(key(row)) ?? [], row]), new Map());
  if (values.markdown) console.log('| what | killed when | runs | arrived | at most | lost |\n|---|---|---|---|---|---|');
  for (const runs of groups.values()) {
    const lost = runs.filter(({ isLost }) => isLost).length;
    const cells = [runs[0].kind, runs[0].words, runs.length, runs.length - lost, Math.max(...runs.map(({ deliveries }) => deliveries)), lost];
    console.log(values.markdown ? `| ${cells.join(' | ')} |` : cells.map((cell, i) => String(cell).padEnd([9, 64, 4, 4, 4, 4][i])).join(''));
  }
  const count = is => rows.filter(is).length;
  console.log(`\n${rows.length} runs ${hasSeam ? 'with' : 'without'} the seam: ${count(({ isLost }) => isLost)} lost, ${count(({ isSame }) => !isSame)} differ, ${count(({ isPaired }) => !isPaired)} identities lost, ${count(({ unacknowledged }) => unacknowledged > 0)} left unacknowledged${values.dotnet ? `, ${count(({ isExact }) => !isExact)} whose rows are not exactly once` : ''}`);
}

function key({ kind, instant }) {
  return `${kind} ${instant}`;
}
