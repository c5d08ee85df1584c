// How soon does a line tell what happened, off a terminal?
//   node bench/live.mjs
// A module of 60 packages, one of them slow: each test leaves a file as it ends, and the lines of the
// log are compared with these. Prints the longest delays, and how many lines there were.
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLI, row, scratch } from "./measure.mjs";

const PACKAGES = 60;
const dir = join(scratch, "live");
const marks = join(scratch, "marks");
for (const each of [dir, marks]) mkdirSync(each);
writeFileSync(join(dir, "go.mod"), "module example.com/live\n\ngo 1.21\n");
for (let at = 0; at < PACKAGES; at += 1) {
  mkdirSync(join(dir, `p${at}`));
  const body =
    at === 7
      ? 't.Cleanup(func() { time.Sleep(100 * time.Millisecond) })\n\tmark("failed")\n\tt.Error("early")'
      : 'mark("ended")';
  const rest = at === 7 ? "func TestSlow(t *testing.T) { time.Sleep(5 * time.Second) }\n" : "";
  writeFileSync(
    join(dir, `p${at}/p_test.go`),
    `package p\n\nimport (\n\t"os"\n\t"testing"\n\t"time"\n)\n\nfunc mark(what string) {\n\tif f, err := os.OpenFile(os.Getenv("MARKS")+"/p${at}."+what, os.O_CREATE|os.O_EXCL, 0o600); err == nil {\n\t\tf.Close()\n\t}\n}\n\nvar _ = time.Second\n\nfunc TestOne(t *testing.T) {\n\t${body}\n}\n\n${rest}`,
  );
}

const lines = [];
const child = spawn(
  process.execPath,
  [CLI, "--variants", "default", "--out", join(scratch, "out")],
  {
    cwd: dir,
    env: { ...process.env, MARKS: marks },
    stdio: ["ignore", "ignore", "pipe"],
  },
);
let rest = "";
child.stderr.setEncoding("utf8").on("data", (text) => {
  const parts = (rest + text).split("\n");
  rest = parts.pop();
  for (const line of parts) lines.push({ line, ms: Date.now() });
});
const started = Date.now();
await new Promise((resolve) => child.on("close", resolve));

const markedMs = (name) => statSync(join(marks, name)).mtimeMs;
const toldMs = (pattern) =>
  lines.find(({ line }) => pattern.test(line))?.ms ?? Number.POSITIVE_INFINITY;
const ended = readdirSync(marks).filter((name) => name.endsWith(".ended"));
const first = Math.min(...ended.map(markedMs));
const delays = ended.map((name) => {
  const [own] = name.split(".");
  return toldMs(new RegExp(`^ok +${own} `)) - markedMs(name);
});
const times = [started, ...lines.map(({ ms }) => ms), Date.now()];
const silences = times.slice(1).map((ms, at) => ms - times[at]);
row(
  "first line behind the first package's end, s",
  (Math.min(...lines.filter(({ line }) => /^ok|^FAIL/.test(line)).map(({ ms }) => ms)) - first) /
    1000,
  1,
);
row(
  "a failure's line behind its event, s",
  (toldMs(/^FAIL +p7 TestOne/) - markedMs("p7.failed")) / 1000,
  1,
);
row("a package's line behind its test's end, s, longest", Math.max(...delays) / 1000);
row("longest silence, s", Math.max(...silences) / 1000, 30);
row(`lines of ${PACKAGES} packages`, lines.length, PACKAGES + 10);
