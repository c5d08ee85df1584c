// Tries the recipes of docs/production.md as far as one machine can: a crash file, delve attached to a process in the
// same PID namespace, a core file, a panic on a bad address.
//   node scripts/production.mjs
// Prints a line each: what holds, or why it could not be tried; exit code 1 where one does not hold.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("..", import.meta.url).pathname;
const dir = mkdtempSync(join(tmpdir(), "panicpath-production-"));
process.on("exit", () => rmSync(dir, { recursive: true, force: true }));
cpSync(join(root, "examples/production"), dir, { recursive: true });
const app = join(dir, "app");
let failed = 0;

const run = (file, args, options = {}) =>
  spawnSync(file, args, { cwd: app, encoding: "utf8", timeout: 60_000, ...options });

function told(what, holds, detail = "") {
  if (!holds) failed += 1;
  console.log(`${holds ? "holds" : "FAILS"}  ${what}${detail === "" ? "" : `: ${detail}`}`);
}

const untried = (what, why) => console.log(`-      ${what}: not tried, ${why}`);

function build(name, flags) {
  const built = run("go", ["build", "-o", name, ...flags, "."]);
  if (built.status !== 0) throw new Error(built.stderr);
  return join(app, name);
}

const env = (more) => ({ ...process.env, GOTRACEBACK: "all", ...more });

crashFile();
reached();
await attached();
core();
badAddress();
process.exitCode = failed > 0 ? 1 : 0;

function crashFile() {
  const file = join(dir, "crash.txt");
  const died = run(build("app", ["-ldflags=-s -w"]), [], { env: env({ CRASH_FILE: file }) });
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  told(
    "SetCrashOutput writes what standard error has, of a binary without symbols",
    died.stderr.includes(text) && text.includes("store.Last"),
  );
  const parsed = run(process.execPath, [join(root, "dist/cli.js"), "parse", file, "--as", "json"]);
  const [incident] = JSON.parse(parsed.stdout).incidents;
  told(
    "panicpath parse gives its place",
    incident?.site?.file.endsWith("store/store.go") && incident.site.line === 14,
    `${incident?.site?.file}:${incident?.site?.line}`,
  );
}

function reached() {
  const cli = join(root, "dist/cli.js");
  run(process.execPath, [cli, "./...", "--variants", "default", "--out", join(dir, "tests")]);
  const words = ["parse", join(dir, "crash.txt"), "--report", join(dir, "tests/report.json")];
  const parsed = run(process.execPath, [cli, ...words]);
  told(
    "--report names the test that reaches it",
    parsed.stdout.includes("tests reach this too: TestLastOfNone"),
  );
}

async function attached() {
  const dlv = run("sh", ["-c", "command -v dlv"]).stdout.trim();
  if (dlv === "")
    return untried("delve attached to the living process", "there is no dlv on the PATH");
  const binary = build("debug", ["-gcflags=all=-N -l"]);
  const child = spawn(binary, [], { env: env({ WAIT: "3s" }), stdio: ["ignore", "pipe", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const ended = new Promise((resolve) =>
    child.on("exit", (code, signal) => resolve({ code, signal })),
  );
  await new Promise((resolve) => child.stdout.once("data", resolve));
  const words = ["attach", String(child.pid), "--allow-non-terminal-interactive=true"];
  const debug = spawn(dlv, [...words, "--init", join(dir, "attach.dlv")], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  debug.stdout.on("data", (chunk) => (said += chunk));
  debug.stderr.on("data", (chunk) => (said += chunk));
  const over = new Promise((resolve) => debug.on("close", resolve));
  const end = await ended;
  await over;
  told(
    "delve attached shows the frame and its variables",
    /store\.Last/.test(said) && /\bo = \(/.test(said),
    said.includes("not permitted") ? "ptrace is refused" : "",
  );
  told(
    "behind the second continue the process dies as it would have, with its trace",
    end.code === 2 && stderr.includes("index out of range"),
    `exit ${end.code ?? end.signal}`,
  );
}

function core() {
  const pattern = readFileSync("/proc/sys/kernel/core_pattern", "utf8").trim();
  if (pattern.startsWith("|") || pattern.startsWith("/"))
    return untried("a core file", `kernel.core_pattern is ${pattern}`);
  run("sh", ["-c", "ulimit -c unlimited; exec ./debug"], { env: env({ GOTRACEBACK: "crash" }) });
  const file = readdirSync(app).find((name) => name.startsWith("core"));
  if (file === undefined) return untried("a core file", "the kernel wrote none");
  const read = run("dlv", ["core", "debug", file, "--allow-non-terminal-interactive=true"], {
    input: "goroutines\nexit\n",
  });
  told("dlv core reads the core file", read.stdout.includes("store"), file);
}

function badAddress() {
  const binary = join(app, "app");
  const fatal = run(binary, [], { env: env({ PEEK: "1" }) });
  told(
    "a bad address ends the process",
    fatal.status === 2 && fatal.stderr.includes("unexpected fault address"),
  );
  const recovered = run(binary, [], { env: env({ PEEK: "1", PANIC_ON_FAULT: "1" }) });
  told(
    "with SetPanicOnFault it can be recovered",
    recovered.status === 0 && recovered.stdout.includes("recovered: "),
  );
}
