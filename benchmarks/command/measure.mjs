// usage: node measure.mjs SCRATCH ROUNDS IMPORTS BEFORE, behind with-postgres. Writes tables in Markdown.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';

const [scratch, rounds, imports] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const before = process.argv[5];
const address = process.env.HISTORYIMPORT_BENCHMARK_POSTGRES.replace(/;Database=.*/, '');
const [, port] = address.match(/Port=(\d+)/);
const psqlEnvironment = { ...process.env, PGHOST: '127.0.0.1', PGPORT: port, PGUSER: 'benchmarks' };
const builds = { now: join(scratch, 'now/history-import'), before: join(scratch, 'before/history-import') };
const ticks = Number(spawnSync('getconf', ['CLK_TCK']).stdout);
const measured = new Map();

function sql(database, text) {
  const done = spawnSync('psql', ['-qAt', '-v', 'ON_ERROR_STOP=1', '-d', database, '-c', text], { env: psqlEnvironment, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
  return done.stdout.trim();
}

// Of the postmaster what its children that are gone have used, too.
function serverSeconds() {
  const postmaster = Number(readFileSync(join(sql('postgres', 'SHOW data_directory'), 'postmaster.pid'), 'utf8').split('\n')[0]);
  let sum = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
      if (Number(pid) === postmaster) sum += fields[11] + fields[12] + fields[13] + fields[14];
      else if (fields[1] === postmaster) sum += fields[11] + fields[12];
    } catch {
      // It has just ended.
    }
  }
  return sum / ticks;
}

function run(command, args) {
  const server = serverSeconds();
  const timed = spawnSync('bash', ['-c', 'TIMEFORMAT="timed %R %U %S"; time "$@" 2>&1 >/dev/null', 'run', command, ...args], { env: psqlEnvironment, encoding: 'utf8' });
  const times = timed.stderr.match(/timed ([\d.]+) ([\d.]+) ([\d.]+)/);
  if (timed.status !== 0 || !times) throw new Error(`${command} ${args.join(' ')}: ${timed.stdout} ${timed.stderr}`);
  return { wall: Number(times[1]), tool: Number(times[2]) + Number(times[3]), server: serverSeconds() - server };
}

function note(name, build, result) {
  const key = `${name}|${build}`;
  measured.set(key, [...(measured.get(key) ?? []), result]);
  console.error(`${key}: ${result.wall.toFixed(2)} s, ${result.tool.toFixed(2)} + ${result.server.toFixed(2)} s of processor`);
}

function freshDatabase(name) {
  sql('postgres', `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  sql('postgres', `CREATE DATABASE ${name}`);
  sql(name, 'CHECKPOINT');
  return `postgres:${address};Database=${name}`;
}

const importOf = (build, path, store) => run(builds[build], ['import', path, '--store', store, '--json']);
// Two in three are deflated, as phones send them.
function inflate(bytes) {
  try {
    return inflateSync(bytes);
  } catch {
    return bytes;
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const of = (name, build, part) => median(measured.get(`${name}|${build}`).map(part));
const shuffled = (values) => values.map((value) => [Math.random(), value]).toSorted((a, b) => a[0] - b[0]).map(([, value]) => value);

function row(name, build, label, other) {
  const [wall, cpu] = [of(name, build, (one) => one.wall), of(name, build, (one) => one.tool + one.server)];
  const beside = other ? ` ${(of(name, other, (one) => one.wall) / wall).toFixed(2)} | ${(of(name, other, (one) => one.tool + one.server) / cpu).toFixed(2)} |` : '  |  |';
  return `| ${label} | ${wall.toFixed(2)} | ${of(name, build, (one) => one.tool).toFixed(2)} + ${of(name, build, (one) => one.server).toFixed(2)} |${beside}`;
}

const history = join(scratch, 'history/protobuf');
const blob = readdirSync(join(scratch, 'small/protobuf')).map((name) => join(scratch, 'small/protobuf', name)).toSorted((a, b) => statSync(b).size - statSync(a).size)[0];
const inflated = readdirSync(history).reduce((sum, name) => sum + inflate(readFileSync(join(history, name))).length, 0);
const sizes = {};
const copyFile = join(scratch, 'rows.bin');

for (let round = 0; round <= rounds; round++) {
  // The first round warms the disk and is not counted.
  const keep = round === 0 ? () => {} : note;
  for (const build of shuffled(Object.keys(builds))) {
    const file = join(scratch, 'history.db');
    for (const name of [file, `${file}-wal`, `${file}-shm`]) rmSync(name, { force: true });
    keep('SQLite, first import', build, importOf(build, history, `sqlite:${file}`));
    keep('SQLite, all known', build, importOf(build, history, `sqlite:${file}`));
    sizes[`SQLite ${build}`] = statSync(file).size;
    const store = freshDatabase('history');
    keep('PostgreSQL, first import', build, importOf(build, history, store));
    keep('PostgreSQL, all known', build, importOf(build, history, store));
    if (build === 'now') {
      sizes['PostgreSQL now'] = Number(sql('history', "SELECT pg_total_relation_size('history_import.messages')"));
      spawnSync('psql', ['-q', '-d', 'history', '-c', `\\copy history_import.messages TO '${copyFile}' (FORMAT binary)`], { env: psqlEnvironment });
      sql('history', 'CREATE TABLE history_import.same (LIKE history_import.messages INCLUDING ALL); CHECKPOINT');
      keep('PostgreSQL, first import', 'copy', run('psql', ['-q', '-d', 'history', '-c', `\\copy history_import.same FROM '${copyFile}' (FORMAT binary)`]));
    } else {
      sizes['PostgreSQL before'] = Number(sql('history', "SELECT pg_total_relation_size('history_import.messages')"));
    }
    for (const name of [file, `${file}-wal`, `${file}-shm`]) rmSync(name, { force: true });
    keep('one blob, SQLite', build, importOf(build, blob, `sqlite:${file}`));
    keep('one blob, PostgreSQL', build, importOf(build, blob, freshDatabase('small')));
    keep('--help', build, run(builds[build], ['--help']));
  }
  keep('--help', 'empty', run(join(scratch, 'empty/empty'), []));
}

const head = (what) => `| ${what} | s | processor s, tool + server | ${before} ÷ ours, time | … processor |\n|---|---|---|---|---|`;
console.log(`\n${head('`command`')}`);
console.log(row('PostgreSQL, first import', 'copy', "psql's COPY of the same rows, equal table and indexes"));
for (const name of ['PostgreSQL, first import', 'PostgreSQL, all known', 'SQLite, first import', 'SQLite, all known']) console.log(row(name, 'now', name, 'before'));
console.log(`\nFirst import into PostgreSQL ÷ COPY: ${(of('PostgreSQL, first import', 'now', (one) => one.wall) / of('PostgreSQL, first import', 'copy', (one) => one.wall)).toFixed(2)}; ${before}: ${(of('PostgreSQL, first import', 'before', (one) => one.wall) / of('PostgreSQL, first import', 'copy', (one) => one.wall)).toFixed(2)}.`);
console.log(`Bytes ÷ those of the inflated payload: ${Object.entries(sizes).map(([name, size]) => `${name} ${(size / inflated).toFixed(2)}`).join(', ')}.`);
console.log(`\n${head('`cold`')}`);
for (const name of ['one blob, SQLite', 'one blob, PostgreSQL', '--help']) console.log(row(name, 'now', name === '--help' ? '`--help`' : `${name}, ${Math.round(statSync(blob).size / 1000)} KB`, 'before'));
console.log(row('--help', 'empty', 'an empty program'));

if (imports > 0) grow();

// Each history once, into one server, by each build and by COPY of the rows each brought.
function grow() {
  const lines = [];
  const stores = { now: freshDatabase('grow_now'), before: freshDatabase('grow_before') };
  const files = { now: join(scratch, 'grow_now.db'), before: join(scratch, 'grow_before.db') };
  freshDatabase('grow_copy');
  mkdirSync(join(scratch, 'grown'), { recursive: true });
  for (let i = 1; i <= imports; i++) {
    const path = join(scratch, 'grow', `${i}`, 'protobuf');
    const line = {};
    for (const build of shuffled(Object.keys(builds))) {
      const args = ['import', path, '--connection', `c${i}`, '--json', '--store'];
      line[`PostgreSQL ${build}`] = run(builds[build], [...args, stores[build]]).wall;
      line[`SQLite ${build}`] = run(builds[build], [...args, `sqlite:${files[build]}`]).wall;
    }
    if (i === 1) {
      const dump = spawnSync('pg_dump', ['-s', '-t', 'history_import.messages', '-d', 'grow_now'], { env: psqlEnvironment, encoding: 'utf8' }).stdout;
      sql('grow_copy', 'CREATE SCHEMA history_import');
      spawnSync('psql', ['-q', '-d', 'grow_copy'], { env: psqlEnvironment, input: dump });
    }
    spawnSync('psql', ['-q', '-d', 'grow_now', '-c', `\\copy (SELECT * FROM history_import.messages WHERE chat_id IN (SELECT chat_id FROM history_import.chats WHERE connection_id = (SELECT connection_id FROM history_import.connections WHERE name = 'c${i}'))) TO '${copyFile}' (FORMAT binary)`], { env: psqlEnvironment });
    line['COPY'] = run('psql', ['-q', '-d', 'grow_copy', '-c', `\\copy history_import.messages FROM '${copyFile}' (FORMAT binary)`]).wall;
    lines.push(line);
  }

  // Of single runs the median of the first and of the last few.
  const few = Math.max(1, Math.min(5, Math.floor(imports / 3)));
  console.log(`\n| \`growth\`: ${imports} imports in a row | first ${few}, s | last ${few}, s | last ÷ first |\n|---|---|---|---|`);
  for (const name of Object.keys(lines[0]).toSorted()) {
    const [first, last] = [median(lines.slice(0, few).map((line) => line[name])), median(lines.slice(-few).map((line) => line[name]))];
    console.log(`| ${name} | ${first.toFixed(2)} | ${last.toFixed(2)} | ${(last / first).toFixed(2)} |`);
  }
}
