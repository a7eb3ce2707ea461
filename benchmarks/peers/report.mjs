// Turns the measurements of a run into results.md and results.svg: node report.mjs MEASUREMENTS FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { plot } from "./plot.mjs";

const [measurements, folder] = process.argv.slice(2);
const cases = { None: "first import", Half: "half known", All: "all known" };
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const rounded = (rate) => (rate < 10_000 ? Math.round(rate / 10) * 10 : Math.round(rate / 100) * 100).toLocaleString("en").replaceAll(",", " ");
const times = (ratio) => (ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(0));

const results = [];
let about;
for (const line of readFileSync(measurements, "utf8").trim().split("\n").map((text) => JSON.parse(text))) {
  if (line.about) {
    about = line.about;
    continue;
  }

  let result = results.find((one) => one.database === line.database && one.name === line.name && one.known === line.known);
  if (!result) results.push((result = { ...line, rates: [] }));
  result.rates.push(line.messages / line.seconds);
}

for (const result of results) result.median = median(result.rates);

const databases = [...new Set(results.map((result) => result.database))];
const fastest = (a, b) => b.median - a.median;
// Ours with another setting has that after its name: the plain one is what the others are compared with.
const plain = (some) => some.filter((result) => result.role === "Ours").toSorted((a, b) => a.name.length - b.name.length)[0];
const find = (database, name, known) => results.find((one) => one.database === database && one.name === name && one.known === known);

// What the README shows.
const summary = [`| HistoryImport's rate, divided by that of | ${Object.values(cases).join(" | ")} |`, `|---|${"---|".repeat(Object.keys(cases).length)}`];
for (const database of databases) {
  const here = results.filter((result) => result.database === database).toSorted(fastest);
  const ours = plain(here)?.name;
  for (const { name } of here.filter((result) => result.known === "None" && result.name !== ours)) {
    const ratios = Object.keys(cases).map((known) => {
      const [mine, theirs] = [find(database, ours, known), find(database, name, known)];
      return mine && theirs ? times(mine.median / theirs.median) : "–";
    });
    summary.push(`| ${database}: ${name} | ${ratios.join(" | ")} |`);
  }
}

console.log(summary.join("\n"));

const lines = [
  "# Results",
  "",
  `Written by \`benchmarks/peers/run\`. ${about}, Node ${process.versions.node}. Rows/s: compare within one database; the machine's clock is noisy.`,
  "",
  ...summary,
];
for (const database of databases) {
  const here = results.filter((result) => result.database === database);
  const limit = here.find((result) => result.role === "Limit");
  for (const [known, title] of Object.entries(cases)) {
    // The limit has no way to go on where a row is known: it is the measure of every case.
    const shown = here.filter((result) => result.known === known || (result === limit && known !== "None")).toSorted(fastest);
    const ours = plain(shown);
    lines.push("", `## ${database}, ${title}`, "");
    lines.push("| alternative | messages × rounds | rows/s, median | min – max | beside the limit | ours ÷ theirs |", "|---|---|---|---|---|---|");
    for (const result of shown) {
      const name = result.role === "Ours" ? `**${result.name}**` : result === limit ? `${result.name} (the limit${known === "None" ? "" : ", a first import"})` : result.name;
      lines.push(
        `| ${name} | ${result.messages} × ${result.rates.length} | ${rounded(result.median)} | ${rounded(Math.min(...result.rates))} – ${rounded(Math.max(...result.rates))} ` +
          `| ${limit ? times(result.median / limit.median) : ""} | ${ours && result !== ours ? times(ours.median / result.median) : ""} |`,
      );
    }
  }
}

writeFileSync(join(folder, "results.md"), lines.join("\n") + "\n");
writeFileSync(join(folder, "results.svg"), plot(results, cases, rounded));
