// Ends runs by signals at random instants, and looks at what is left.
//   node scripts/signals.mjs [RUNS] [SEED]      (Linux: it reads /proc)
// From the program's first line on TERM, INT and HUP must leave a valid report, no process, no folder
// and the checkout as it was, within 5 s; KILL may leave a folder, which the next run removes.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [runs = "60", seed = String(Date.now() % 1e6)] = process.argv.slice(2);
const CLI = new URL("../dist/cli.js", import.meta.url).pathname;
const MARK = `PANICPATH_SIGNALS=${process.pid}`;
const MOST_MS = 5000;

const root = mkdtempSync(join(tmpdir(), "signals-"));
process.on("exit", () => rmSync(root, { recursive: true, force: true }));
const checkout = join(root, "checkout");
const temp = join(root, "tmp");
const shims = join(root, "shims");
for (const dir of [checkout, temp, shims]) mkdirSync(dir);

// Mulberry32: the same seed, the same instants.
let state = Number(seed);
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

function sh(command) {
  const ended = spawnSync("sh", ["-c", command], { cwd: checkout, encoding: "utf8" });
  if (ended.status !== 0) throw new Error(`${command}: ${ended.stderr}`);
  return ended.stdout;
}

function makeCheckout() {
  writeFileSync(join(checkout, "go.mod"), "module example.com/signals\n\ngo 1.21\n");
  writeFileSync(join(checkout, ".gitignore"), "out\n");
  const test = (body) =>
    `package p\n\nimport (\n\t"testing"\n\t"time"\n)\n\nfunc TestWaits(t *testing.T) { time.Sleep(200 * time.Millisecond) }\n\n${body}`;
  for (let at = 0; at < 6; at += 1) {
    mkdirSync(join(checkout, `p${at}`));
    const body = at % 3 === 0 ? 'func TestPanics(t *testing.T) { panic("boom") }\n' : "";
    writeFileSync(join(checkout, `p${at}/p_test.go`), test(body));
  }
  const identity = "-c user.name=a -c user.email=a@example.com";
  sh(`git init -q && git add -A && git ${identity} commit -qm base`);
  writeFileSync(
    join(checkout, "p0/p_test.go"),
    test('func TestPanics(t *testing.T) { panic("new") }\n'),
  );
  sh(`git add -A && git ${identity} commit -qm head`);
}

/** Programs that leave a file when they are asked, and are then the real ones. */
function makeShims() {
  for (const [name, first] of [
    ["git", ""],
    ["go", "list"],
  ]) {
    const real = sh(`command -v ${name}`).trim();
    const is = first === "" ? "true" : `[ "$1" = ${first} ]`;
    const text = `#!/bin/sh\nif ${is}; then : >>"$ASKED/${name}"; fi\nexec ${real} "$@"\n`;
    writeFileSync(join(shims, name), text, { mode: 0o755 });
  }
}

const stateOfCheckout = () =>
  createHash("sha256")
    .update(sh("find . -path ./out -prune -o -type f -print0 | sort -z | xargs -0 sha256sum"))
    .digest("hex");

/** Ids of processes that a run of ours started, by a variable that all of them inherit. */
const processes = () =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/environ`, "utf8").includes(MARK);
      } catch {
        return false;
      }
    });

// node reads the certificates this names before it does anything: no part of the question.
const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;

function start() {
  for (const name of ["git", "go"]) rmSync(join(root, name), { force: true });
  rmSync(join(checkout, "out"), { recursive: true, force: true });
  const args = [CLI, "--variants", "default,noinline,gctrace", "--base", "HEAD~1", "--out", "out"];
  return spawn(process.execPath, args, {
    cwd: checkout,
    stdio: "ignore",
    env: {
      ...environment,
      PANICPATH_CACHE: "off",
      ...{ TMPDIR: temp, ASKED: root, [MARK.split("=")[0]]: MARK.split("=")[1] },
      PATH: `${shims}:${process.env.PATH}`,
    },
  });
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const ended = (child) =>
  new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));

/** Milliseconds until the program catches SIGHUP, which node itself does not. */
async function firstLine() {
  const from = performance.now();
  const child = start();
  const gone = ended(child);
  for (;;) {
    const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
    const caught = BigInt(`0x${/SigCgt:\s*([0-9a-f]+)/.exec(status)?.[1] ?? "0"}`);
    if ((caught & 1n) === 1n) break;
    await sleep(1);
  }
  const ms = performance.now() - from;
  child.kill("SIGTERM");
  await gone;
  return ms;
}

function reportOf() {
  try {
    const report = JSON.parse(readFileSync(join(checkout, "out/report.json"), "utf8"));
    return report.schema.startsWith("panicpath.report/") && Array.isArray(report.tests)
      ? report
      : null;
  } catch {
    return null;
  }
}

async function main() {
  makeCheckout();
  makeShims();
  const before = stateOfCheckout();
  const first = Math.max(await firstLine(), await firstLine());
  console.log(`first line of code after ${first.toFixed(0)} ms; seed ${seed}`);
  const from = performance.now();
  await ended(start());
  const allMs = performance.now() - from;
  const defaultMs = 1000 * reportOf().variants[0].seconds;
  console.log(`a run takes ${allMs.toFixed(0)} ms, its default run ${defaultMs.toFixed(0)} ms`);
  const rows = [];
  for (let at = 0; at < Number(runs); at += 1) {
    const signal = ["SIGTERM", "SIGINT", "SIGHUP", "SIGKILL"][Math.floor(4 * random())];
    const asked = at % 6 === 5 ? (at % 12 === 5 ? "git" : "go") : null;
    const isEarly = at % 2 === 0;
    const span = isEarly ? [first + 10, defaultMs] : [defaultMs, allMs];
    const instant = span[0] + random() * (span[1] - span[0]);
    const child = start();
    const gone = ended(child);
    let isOver = false;
    gone.then(() => {
      isOver = true;
    });
    if (asked === null) await sleep(instant);
    else while (!existsSync(join(root, asked)) && !isOver) await sleep(1);
    const sent = performance.now();
    const wasRunning = !isOver && child.kill(signal);
    await gone;
    const tookMs = performance.now() - sent;
    // What a killed go leaves ends by itself soon: only KILL may leave it.
    const left = processes().length;
    const folders = readdirSync(temp).length;
    const report = reportOf();
    const isSame = stateOfCheckout() === before;
    rows.push({ signal, asked, instant, wasRunning, tookMs, left, folders, report, isSame });
    if (signal === "SIGKILL") {
      spawnSync("pkill", ["-KILL", "-f", root]);
      for (const pid of processes()) process.kill(Number(pid), "SIGKILL");
    }
  }
  await ended(start());
  tell(rows, first);
}

function tell(rows, first) {
  const count = (of, is) => of.filter(is).length;
  let faults = 0;
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP", "SIGKILL"]) {
    const of = rows.filter((row) => row.signal === signal && row.wasRunning);
    const soft = signal !== "SIGKILL";
    const bad = soft
      ? (row) => row.report === null || row.left > 0 || row.tookMs > MOST_MS || !row.isSame
      : (row) => !row.isSame;
    faults += count(of, bad);
    console.log(
      `${signal.padEnd(8)} ${of.length} runs (${count(of, (row) => row.asked !== null)} into git or go list): ` +
        `${count(of, (row) => row.report !== null)} reports, ${count(of, (row) => row.left > 0)} with a process left, ` +
        `${count(of, (row) => row.folders > 0)} with a folder left, ${count(of, (row) => row.isSame)} checkouts as before, ` +
        `longest end ${Math.max(0, ...of.map((row) => row.tookMs)).toFixed(0)} ms`,
    );
  }
  const folders = readdirSync(temp).length;
  console.log(`after one more run: ${folders} folders left`);
  const failed = faults + folders + (first > 60 ? 1 : 0);
  console.log(failed === 0 ? "holds" : `MISSED: ${failed}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

await main();
