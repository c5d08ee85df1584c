// Writes the table of inputs and outputs into the README, from action.yml.
//   node scripts/readme.mjs [--check]     (--check: only says whether it is as it should be)
import { readFileSync, writeFileSync } from "node:fs";
import { parse } from "yaml";

const path = (name) => new URL(`../${name}`, import.meta.url).pathname;
const { inputs, outputs } = parse(readFileSync(path("action.yml"), "utf8"));

const cell = (text) => String(text).replaceAll("|", "\\|").replaceAll("\n", " ");
const code = (text) => (text === "" ? "" : `\`${cell(text)}\``);
const rowsOf = (table, more) =>
  Object.entries(table).map(
    ([name, row]) => `| \`${name}\` | ${more(row)}${cell(row.description)} |`,
  );

const table = [
  "| input | default | meaning |",
  "|---|---|---|",
  ...rowsOf(inputs, (row) => `${code(row.default)} | `),
  "",
  "| output | meaning |",
  "|---|---|",
  ...rowsOf(outputs, () => ""),
].join("\n");

const START = "<!-- inputs: made by scripts/readme.mjs -->";
const END = "<!-- /inputs -->";
const readme = readFileSync(path("README.md"), "utf8");
const from = readme.indexOf(START);
const to = readme.indexOf(END);
if (from < 0 || to < from) throw new Error(`README.md has no ${START} ... ${END}`);
const wanted = `${readme.slice(0, from + START.length)}\n\n${table}\n\n${readme.slice(to)}`;
if (process.argv.includes("--check")) {
  if (wanted !== readme) {
    console.log(
      "README.md: the table of inputs is not that of action.yml: node scripts/readme.mjs",
    );
    process.exitCode = 1;
  }
} else writeFileSync(path("README.md"), wanted);
