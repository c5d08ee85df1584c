// What the measuring scripts share: CPU of a command with all its children, in pairs, medians.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const CLI = new URL("../dist/cli.js", import.meta.url).pathname;
export const scratch = mkdtempSync(join(tmpdir(), "panicpath-bench-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

// node reads the certificates this names before it does anything: 40 ms where it is set, and no part of the question.
const { NODE_EXTRA_CA_CERTS: _, ...given } = process.env;
// What an earlier run left behind is no part of it either, but in `reuse.mjs`.
const env = { ...given, PANICPATH_CACHE: process.env.PANICPATH_CACHE ?? "off" };

/** Runs a command under GNU time: CPU seconds with children, wall seconds, peak MB of its largest process. */
export function timed(words, options = {}) {
  const log = join(scratch, "time");
  const started = process.hrtime.bigint();
  const ended = spawnSync("/usr/bin/time", ["-o", log, "-f", "%U %S %M", ...words], {
    stdio: ["ignore", "ignore", "pipe"],
    maxBuffer: 1 << 28,
    env,
    ...options,
  });
  if (ended.error)
    throw new Error(`GNU time is needed (Debian: apt-get install time): ${ended.error.message}`);
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  const [user, system, kb] = readFileSync(log, "utf8")
    .trim()
    .split("\n")
    .at(-1)
    .split(" ")
    .map(Number);
  return { cpu: user + system, wall, mb: kb / 1024, code: ended.status };
}

export function median(numbers) {
  const sorted = [...numbers].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)];
}

/** The median of what neighbours in time give: a machine's own pace changes over minutes. */
export const paired = (left, right, figure) =>
  median(left.each.map((cpu, round) => figure(cpu, right.each[round])));

/** Runs commands in turn, `rounds` times, after one round that does not count; medians of each. */
export function inTurn(commands, rounds) {
  const runs = commands.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [at, command] of commands.entries()) {
      const run = command();
      if (round > 0) runs[at].push(run);
    }
  }
  return runs.map((each) => ({
    each: each.map((run) => run.cpu),
    cpu: median(each.map((run) => run.cpu)),
    wall: median(each.map((run) => run.wall)),
    mb: median(each.map((run) => run.mb)),
    code: each[0]?.code,
  }));
}

/** `cpu 1.23s` and so on, with the verdict against a bound. */
export function row(name, value, bound) {
  const verdict =
    bound === undefined
      ? ""
      : value <= bound
        ? `  (bound ${bound}: holds)`
        : `  (bound ${bound}: MISSED)`;
  console.log(`${name.padEnd(58)} ${value.toFixed(3)}${verdict}`);
}

/** A module of the proxy, unpacked into a folder that may be written. */
export function moduleCopy(path, version) {
  // zap checks that its folder is named as a repository may be.
  const dir = join(scratch, path.replace(/[^a-z0-9]/g, "_"));
  const info = JSON.parse(
    spawnSync("go", ["mod", "download", "-json", `${path}@${version}`], {
      cwd: scratch,
      encoding: "utf8",
    }).stdout,
  );
  spawnSync("cp", ["-R", info.Dir, dir]);
  spawnSync("chmod", ["-R", "u+w", dir]);
  return dir;
}
