// Tries what docs/preemption.md says, on this machine: what asyncpreemptoff does to pauses, who can't be preempted, the frame
// that preemption leaves.
//   node scripts/preemption.mjs
// Prints a line each: what holds, or why it could not be tried; exit code 1 where one does not hold.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = new URL("..", import.meta.url).pathname;
const examples = join(root, "examples/preemption");
let failed = 0;

function told(what, holds, detail) {
  if (!holds) failed += 1;
  console.log(`${holds ? "holds" : "FAILS"}  ${what}: ${detail}`);
}

const untried = (what, why) => console.log(`-      ${what}: not tried, ${why}`);

function asked(args, env = {}) {
  const words = [join(root, "dist/cli.js"), ...args];
  const ended = spawnSync(process.execPath, words, {
    cwd: examples,
    encoding: "utf8",
    env: { ...process.env, ...env },
    maxBuffer: 1 << 28,
  });
  return ended.stdout === "" ? null : JSON.parse(ended.stdout);
}

const shown = (seconds) => `${(1000 * seconds).toFixed(2)} ms`;

pauses();
contract();
assembly();
for (const go of ["go1.24.9", "go1.26.8"]) crypto(go);
untried(
  "asyncpreemptoff hides no values from a debugger",
  "bench/values.mjs does, under GODEBUG=asyncpreemptoff=1 and without",
);
process.exitCode = failed > 0 ? 1 : 0;

/** A stop waits for the longest loop without calls, and not for goroutines that wait. */
function pauses() {
  const rows = asked(["lab", "stw", "--as", "json"])?.rows ?? [];
  const medians = (loop, waiting) => {
    const row = rows.find((each) => each.loopMicroseconds === loop && each.waiting === waiting);
    return { on: row?.on.pauses.median, off: row?.off.pauses?.median };
  };
  const long = medians(3000, 0);
  told(
    "asyncpreemptoff makes a stop wait for a loop of 3 ms",
    long.off >= 0.003 && long.on < 0.001,
    `${shown(long.off)} instead of ${shown(long.on)}`,
  );
  const [alone, many] = [medians(0, 0).on, medians(0, 10_000).on];
  told(
    "10,000 goroutines that wait make no pause longer",
    many < Math.max(2 * alone, 0.0002),
    `${shown(many)} instead of ${shown(alone)}`,
  );
}

/** What `doctor` tries of it. */
function contract() {
  const checks = asked(["doctor", "--as", "json"])?.contract ?? [];
  for (const { name, state, text } of checks.filter(({ name }) => /preempt|physical/.test(name))) {
    if (state === "unknown") untried(name, text);
    else told(name, state === "holds", text);
  }
}

/** crc32 of much at once is one call of assembly. */
function assembly() {
  const heldUp = digest();
  if (heldUp === null)
    return untried("assembly holds up the collector", "it needs Linux on amd64 or arm64");
  const crc = heldUp.find((each) => each.function.startsWith("hash/crc32."));
  told(
    "assembly holds up the collector",
    crc?.isAssembly === true,
    crc === undefined
      ? "nothing of hash/crc32 was seen"
      : `${crc.function}, ${crc.cpuMs.toFixed(1)} ms`,
  );
}

/** SHA-256 of 16 MB was one call until Go 1.24. */
function crypto(go) {
  const what = `${go}: SHA-256 of 16 MB ${go < "go1.25" ? "holds up the collector" : "holds up nobody"}`;
  const heldUp = digest(go);
  if (heldUp === null) return untried(what, "this Go could not be had");
  const found = heldUp.filter((each) => each.function.includes("sha256."));
  const detail = found.map((each) => `${each.function}, ${each.cpuMs.toFixed(1)} ms`).join("; ");
  told(
    what,
    go < "go1.25" ? found.length > 0 : found.length === 0,
    detail || "nothing of it was seen",
  );
}

function digest(go) {
  const env = go === undefined ? {} : { GOTOOLCHAIN: go };
  return asked(["lab", "preempt", "./digest", "--as", "json"], env)?.heldUp ?? null;
}
