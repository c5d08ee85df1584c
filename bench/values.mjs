// How much of a frame can be read, and what does it cost?
//   node bench/values.mjs [MODULE-DIR]      (a module whose packages die, one way each; by default this repository's own)
// Each package with tests is run alone with `--values all`, dlv from the PATH. Prints how many incidents got values and from where, how
// many arguments and locals of user frames could be read, and the CPU that looking for values adds to a run, median and most.
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CLI, median, row, scratch, timed } from "./measure.mjs";

const given =
  process.argv[2] ?? new URL("../__fixtures__/modules/values", import.meta.url).pathname;
const dir = join(scratch, "module");
cpSync(given, dir, { recursive: true });
const listed = spawnSync(
  "go",
  ["list", "-f", "{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}", "./..."],
  {
    cwd: dir,
    encoding: "utf8",
  },
);
const packages = listed.stdout.split("\n").filter((path) => path !== "");
const out = join(scratch, "out");
const words = (path, values) => [
  ...[
    process.execPath,
    CLI,
    path,
    "--variants",
    "default",
    "--attempts",
    "1",
    "--inlining",
    "never",
  ],
  ...["--values", values, "--out", out, "--", "-timeout=2s"],
];

const count = {
  incidents: 0,
  debugger: 0,
  trace: 0,
  none: 0,
  arguments: 0,
  read: 0,
  locals: 0,
  readLocals: 0,
};
const costs = [];
for (const path of packages) {
  const off = timed(words(path, "off"), { cwd: dir });
  // Once for the compiler's cache.
  timed(words(path, "all"), { cwd: dir });
  const all = timed(words(path, "all"), { cwd: dir });
  const looked = reportOf().filter(({ values }) => values !== null);
  if (looked.length > 0) costs.push((all.cpu - off.cpu) / looked.length);
  for (const incident of looked) take(incident);
}

function reportOf() {
  try {
    return JSON.parse(readFileSync(join(out, "report.json"), "utf8")).incidents;
  } catch {
    return [];
  }
}

function take({ values, path }) {
  count.incidents += 1;
  count[values.source ?? "none"] += 1;
  for (const { variables } of path) {
    const locals = variables.filter(({ kind }) => kind === "local" || kind === "captured");
    const args = variables.filter((each) => !locals.includes(each));
    count.arguments += args.length;
    count.read += args.filter(({ value }) => value !== null).length;
    count.locals += locals.length;
    count.readLocals += locals.filter(({ value }) => value !== null).length;
  }
}

row("incidents looked at", count.incidents);
row("with values by a debugger", count.debugger);
row("with values by the trace alone", count.trace);
row("without", count.none);
console.log(`arguments that could be read: ${count.read} of ${count.arguments}`);
console.log(`locals that could be read: ${count.readLocals} of ${count.locals}`);
row("CPU an incident, build in go's cache, s, median", median(costs));
row("CPU an incident, build in go's cache, s, most", Math.max(...costs));
