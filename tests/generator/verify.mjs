// Compares an export with the truth, row for row:  node verify.mjs EXPORT.ndjson [TRUTH.ndjson] [--show 10]
// Without the second file, truth.ndjson is looked for beside the first. Exit code 0: equal; 1: not; 2: cannot be compared.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

const IDENTITY = ['tenant', 'connection', 'chat', 'id', 'fromMe', 'sender'];

function read(path) {
  return readFileSync(path, 'utf8').split('\n').filter((line) => line !== '').map((line) => ({ line, row: JSON.parse(line) }));
}

// JSON of the values, and not the lines: an export may escape more characters than it has to.
const text = (value) => JSON.stringify(value);
const nameOf = (row) => text(IDENTITY.map((field) => row[field] ?? null));

function compare(actual, expected, show) {
  const problems = [];
  const found = new Map();
  for (const { row } of actual) {
    const name = nameOf(row);
    if (found.has(name)) problems.push(`twice: ${name}`);
    found.set(name, row);
  }
  const wanted = new Set();
  for (const { row } of expected) {
    const name = nameOf(row);
    wanted.add(name);
    const other = found.get(name);
    if (other === undefined) problems.push(`missing: ${text(row)}`);
    else if (text(other) !== text(row)) problems.push(`differs: ${name}\n${differences(other, row)}`);
  }
  for (const name of found.keys()) if (!wanted.has(name)) problems.push(`too much: ${text(found.get(name))}`);
  if (problems.length === 0) {
    const at = expected.findIndex(({ row }, i) => nameOf(row) !== nameOf(actual[i].row));
    if (at >= 0) problems.push(`order: row ${at + 1} should be ${nameOf(expected[at].row)}, is ${nameOf(actual[at].row)}`);
  }
  for (const problem of problems.slice(0, show)) console.error(problem);
  if (problems.length > show) console.error(`… and ${problems.length - show} more`);
  return problems.length;
}

function differences(actual, expected) {
  if (text(Object.keys(actual)) !== text(Object.keys(expected))) return `    keys: expected ${Object.keys(expected)}\n          actual   ${Object.keys(actual)}`;
  return Object.keys(expected)
    .filter((field) => text(actual[field]) !== text(expected[field]))
    .map((field) => `    ${field}: expected ${text(expected[field])}\n    ${' '.repeat(field.length)}  actual   ${text(actual[field])}`)
    .join('\n');
}

try {
  const { values, positionals } = parseArgs({ options: { show: { type: 'string', default: '10' } }, allowPositionals: true });
  const [exported, truth = join(dirname(exported), 'truth.ndjson')] = positionals;
  const actual = read(exported);
  const expected = read(truth);
  const problems = compare(actual, expected, Number(values.show));
  console.log(problems === 0 ? `equal: ${expected.length} rows` : `not equal: ${problems} problems; ${actual.length} rows, expected ${expected.length}`);
  process.exitCode = problems === 0 ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
