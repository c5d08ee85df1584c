// What does the wrapper of `go test -exec` cost a package: the shell's, the launcher that stands for it on Windows, and node?
//   node bench/launcher.mjs [ROUNDS]
// Prints CPU and wall time of a start that runs nothing, in milliseconds, and what building the launcher takes with go's cache warm.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { inTurn, scratch, timed } from "./measure.mjs";

const STARTS = 20;
const outfile = join(scratch, "go.mjs");
await build({
  ...{ entryPoints: [new URL("../src/go/windows.ts", import.meta.url).pathname], outfile },
  ...{ bundle: true, format: "esm", platform: "node", logLevel: "warning" },
});
const { systemHere, windowsSystem } = await import(outfile);
const env = { ...process.env };
const built = [];
const open = async (system, name) => {
  const dir = join(scratch, name);
  mkdirSync(dir);
  const started = performance.now();
  const words = (await system.writeWrapper(dir, null)).split(" ");
  built.push(performance.now() - started);
  return words;
};
const shell = await open(systemHere(scratch, env), "shell");
// Once for go's cache.
await open(windowsSystem(join(scratch, "first"), env), "cold");
const launcher = await open(windowsSystem(join(scratch, "second"), env), "launcher");
const empty = join(scratch, "empty.mjs");
writeFileSync(empty, "");

/** One shell starts it over and over: what it costs itself is in all of them. */
const often = (words) => () =>
  timed(["sh", "-c", `for i in $(seq ${STARTS}); do ${words.join(" ")} ${empty}; done`]);
const named = { shell, launcher, node: [process.execPath] };
const found = inTurn(Object.values(named).map(often), Number(process.argv[2] ?? 9));
for (const [at, name] of Object.keys(named).entries()) {
  const { cpu, wall } = found[at];
  const each = (seconds) => `${((1000 * seconds) / STARTS).toFixed(1)} ms`;
  console.log(`${name.padEnd(9)} a package: CPU ${each(cpu)}, wall ${each(wall)}`);
}
console.log(`built with go's cache warm in ${(built[2] / 1000).toFixed(2)} s`);
