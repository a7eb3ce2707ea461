import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// A size that takes longer than this is not done, nor are those beyond.
const longest = 60_000;
const program = 'bin/HistoryImport.Doublings/release/HistoryImport.Doublings.dll';
const experiments = [
  ['herd', 'tickets of one chat at once, windows apart by ticks', [25, 50, 100, 200]],
  ['claims-one-by-one', 'ids of one person, one a run', [30, 60, 120, 240]],
  ['chats', 'chats in one request, 500 messages each', [25, 50, 100, 200]],
  ['reactions', 'reactions to one message in a batch', [1250, 2500, 5000, 10000]],
  ['window', 'a ticket of the newest 50 beside older cached', [25_000, 50_000, 100_000, 200_000]],
  ['without-groups', 'a run without groups beside cached ones of a group', [25_000, 50_000, 100_000, 200_000]],
  ['waiting', 'an empty run beside reactions to what never comes', [12_500, 25_000, 50_000, 100_000]],
  ['claims', 'an empty ticket beside claims', [12_500, 25_000, 50_000, 100_000]],
  ['member', 'one claim beside messages of the others in a group', [25_000, 50_000, 100_000, 200_000]],
  ['own', 'reactions to as many ids of one number', [2500, 5000, 10_000, 20_000]],
  ['one-second', 'a ticket that may fetch, of messages of one second', [25_000, 50_000, 100_000, 200_000]],
];

const [scratch, before] = process.argv.slice(2);
const wanted = process.env.EXPERIMENTS?.split(' ');
console.log(`| ms | sizes | ${before} | per doubling | now | per doubling |\n|---|---|---|---|---|---|`);
let files = 0;
for (const [name, what, sizes] of experiments.filter(([name]) => wanted?.includes(name) ?? true)) {
  for (const database of ['sqlite', 'postgres']) {
    const taken = { before: [], now: [] };
    for (const size of sizes) {
      for (const build of ['before', 'now']) {
        if (taken[build].at(-1) === undefined && taken[build].length > 0) continue;
        const address = database === 'sqlite' ? join(scratch, `${files++}.db`) : process.env.HISTORYIMPORT_BENCHMARK_POSTGRES;
        const run = spawnSync('dotnet', [join(scratch, build, program), database, address, name, `${size}`], { encoding: 'utf8', timeout: longest });
        if (run.status !== 0 && run.error?.code !== 'ETIMEDOUT') throw new Error(`${name} ${size} ${build}: ${run.stderr}`);
        taken[build].push(run.status === 0 ? Number(run.stdout) : undefined);
      }
    }
    const told = build => `${taken[build].map(ms => ms?.toFixed(0) ?? `not in ${longest / 1000} s`).join('/')} | ${perDoubling(taken[build])}`;
    console.log(`| ${what}, ${database === 'sqlite' ? 'SQLite' : 'PostgreSQL'} | ${sizes.join('/')} | ${told('before')} | ${told('now')} |`);
  }
}

// Over all doublings at once: single figures scatter.
function perDoubling(taken) {
  const done = taken.filter(ms => ms !== undefined);
  return done.length < 2 ? '' : Math.pow(done.at(-1) / done[0], 1 / (done.length - 1)).toFixed(2);
}
