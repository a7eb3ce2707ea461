// Bars on a logarithmic scale, in SVG that is legible on light and on dark.
const width = 860;
const left = 275;
const right = 800;
const bar = 11;
const decades = [2, 3, 4, 5];
const [lowest, highest] = [2, 5.45];

const x = (rate) => left + ((Math.max(Math.log10(rate), lowest) - lowest) / (highest - lowest)) * (right - left);
const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const style = `
  .paper { fill: #ffffff } .text { fill: #1f2328 } .faint { fill: #59636e } .grid { stroke: #d1d9e0 }
  .ours { fill: #0969da } .limit { fill: #57606a } .peer { fill: #9aa4af }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #0d1117 } .text { fill: #f0f6fc } .faint { fill: #9198a1 } .grid { stroke: #3d444d }
    .ours { fill: #58a6ff } .limit { fill: #b1bac4 } .peer { fill: #6e7681 }
  }
  text { font: 12px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif }
  .bold { font-weight: 600 } .title { font-size: 14px; font-weight: 600 } .small { font-size: 10px }`;

export function plot(results, cases, label) {
  const parts = [];
  const tints = Object.fromEntries(Object.keys(cases).map((known, i) => [known, 1 - 0.3 * i]));
  let y = 34;

  let at = left;
  for (const [known, title] of Object.entries(cases)) {
    parts.push(`<rect class="ours" opacity="${tints[known]}" x="${at}" y="13" width="11" height="11"/>`);
    parts.push(`<rect class="peer" opacity="${tints[known]}" x="${at + 13}" y="13" width="11" height="11"/>`);
    parts.push(`<text class="faint" x="${at + 30}" y="23">${title}</text>`);
    at += 130;
  }

  for (const database of [...new Set(results.map((result) => result.database))]) {
    y += 12;
    parts.push(`<text class="text title" x="16" y="${y + 4}">${database}</text>`);
    y += 14;
    const top = y;
    const bars = [];
    const here = results.filter((result) => result.database === database);
    const first = (name) => here.find((result) => result.name === name).median;
    const names = [...new Set(here.map((result) => result.name))].toSorted((a, b) => first(b) - first(a));
    for (const name of names) {
      const group = here.filter((result) => result.name === name);
      const role = group[0].role.toLowerCase();
      y += 6;
      const middle = y + (group.length * bar) / 2 + 4;
      const shown = role === "limit" ? `${name} (limit)` : name;
      bars.push(`<text class="text${role === "ours" ? " bold" : ""}" text-anchor="end" x="${left - 8}" y="${middle}">${escape(shown)}</text>`);
      for (const known of Object.keys(cases)) {
        const result = group.find((one) => one.known === known);
        if (!result) continue;
        const end = x(result.median);
        bars.push(`<rect class="${role}" opacity="${tints[known]}" x="${left}" y="${y}" width="${(end - left).toFixed(1)}" height="${bar - 1}"/>`);
        bars.push(`<text class="${role === "ours" ? "text bold" : "faint"} small" x="${(end + 5).toFixed(1)}" y="${y + 8.5}">${label(result.median)}</text>`);
        y += bar;
      }
    }

    y += 6;
    for (const decade of decades) {
      parts.push(`<line class="grid" x1="${x(10 ** decade)}" x2="${x(10 ** decade)}" y1="${top}" y2="${y}"/>`);
      parts.push(`<text class="faint small" text-anchor="middle" x="${x(10 ** decade)}" y="${y + 12}">${(10 ** decade).toLocaleString("en").replaceAll(",", " ")}</text>`);
    }

    parts.push(...bars);
    y += 18;
  }

  parts.push(`<text class="faint small" text-anchor="end" x="${right + 45}" y="${y + 6}">rows/s, median; logarithmic scale</text>`);
  const height = y + 16;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Rows per second, beside the alternatives">`,
    `<style>${style}\n</style>`,
    `<rect class="paper" width="${width}" height="${height}" rx="6"/>`,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}
