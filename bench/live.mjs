// How soon does a line say what happened, off a terminal, and what do these lines cost?
//   node bench/live.mjs [ROUNDS]
// Two modules: cobra, and one of 60 packages, one of them slow, whose tests leave a file as they end: the
// lines of the log are compared with these. Then 300 packages, for the number of lines. Last, the CPU of
// panicpath itself against a bundle of it that shows no progress, as a share of a run with all its children.
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "../scripts/bundle.mjs";
import { CLI, median, moduleCopy, row, scratch, timed } from "./measure.mjs";

const [rounds = "7"] = process.argv.slice(2);
const PACKAGES = 60;
const marks = join(scratch, "marks");
mkdirSync(marks);

const sixty = moduleOf("sixty", PACKAGES, (at) => {
  const body =
    at === 7
      ? 't.Cleanup(func() { time.Sleep(100 * time.Millisecond) })\n\tmark("failed")\n\tt.Error("early")'
      : 'mark("ended")';
  const slow = at === 7 ? "func TestSlow(t *testing.T) { time.Sleep(5 * time.Second) }\n" : "";
  return `package p\n\nimport (\n\t"os"\n\t"testing"\n\t"time"\n)\n\nfunc mark(what string) {\n\tif f, err := os.OpenFile(os.Getenv("MARKS")+"/p${at}."+what, os.O_CREATE|os.O_EXCL, 0o600); err == nil {\n\t\tf.Close()\n\t}\n}\n\nvar _ = time.Second\n\nfunc TestOne(t *testing.T) {\n\t${body}\n}\n\n${slow}`;
});
const many = moduleOf(
  "many",
  300,
  () => 'package p\n\nimport "testing"\n\nfunc TestOne(t *testing.T) {}\n',
);
const cobra = moduleCopy("github.com/spf13/cobra", "v1.8.1");
writeFileSync(
  join(cobra, "aa_early_test.go"),
  'package cobra\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestAAAEarly(t *testing.T) {\n\tos.WriteFile(os.Getenv("MARKS")+"/cobra.failed", nil, 0o600)\n\tt.Error("early")\n}\n',
);

await sixtyRows();
await cobraRows();
const { lines } = await logged(many);
row("lines of 300 packages", lines.length, 300 + 10);
await costRows();

/** A module of packages p0, p1, ... with a test file each. */
function moduleOf(name, count, source) {
  const dir = join(scratch, name);
  mkdirSync(dir);
  writeFileSync(join(dir, "go.mod"), `module example.com/${name}\n\ngo 1.21\n`);
  for (let at = 0; at < count; at += 1) {
    mkdirSync(join(dir, `p${at}`));
    writeFileSync(join(dir, `p${at}/p_test.go`), source(at));
  }
  return dir;
}

/** The lines of a run's log with the time of each, and when it began and ended. */
async function logged(dir) {
  const seen = [];
  const started = Date.now();
  const child = spawn(
    process.execPath,
    [CLI, "--variants", "default", "--no-cache", "--out", join(scratch, "out")],
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
    for (const line of parts) seen.push({ line, ms: Date.now() });
  });
  await new Promise((resolve) => child.on("close", resolve));
  const times = [started, ...seen.map(({ ms }) => ms), Date.now()];
  return { lines: seen, silence: Math.max(...times.slice(1).map((ms, at) => ms - times[at])) };
}

function markedMs(name) {
  return statSync(join(marks, name)).mtimeMs;
}

function lineMs(seen, pattern) {
  return seen.find(({ line }) => pattern.test(line))?.ms ?? Number.POSITIVE_INFINITY;
}

async function sixtyRows() {
  const { lines: seen, silence } = await logged(sixty);
  const ended = readdirSync(marks).filter((name) => name.endsWith(".ended"));
  const first = Math.min(...ended.map(markedMs));
  const delays = ended.map((name) => {
    const [own] = name.split(".");
    return lineMs(seen, new RegExp(`^ok +${own} `)) - markedMs(name);
  });
  row(
    "60 packages: first line behind the first package's end, s",
    (lineMs(seen, /^ok|^FAIL/) - first) / 1000,
    1,
  );
  row(
    "60 packages: a failure's line behind its event, s",
    (lineMs(seen, /^FAIL +p7 TestOne/) - markedMs("p7.failed")) / 1000,
    1,
  );
  row("60 packages: a line behind its test's end, s, longest", Math.max(...delays) / 1000);
  row("60 packages: longest silence, s", silence / 1000, 30);
  row("60 packages: lines", seen.length, PACKAGES + 10);
}

async function cobraRows() {
  const { lines: seen, silence } = await logged(cobra);
  row(
    "cobra: a failure's line behind its event, s",
    (lineMs(seen, /^FAIL +cobra TestAAAEarly/) - markedMs("cobra.failed")) / 1000,
    1,
  );
  row("cobra: longest silence, s", silence / 1000, 30);
}

/** The same sources with a live view that shows nothing, and each with its own CPU written at its end. */
async function bundles() {
  const silent = {
    name: "silent",
    setup(build) {
      build.onLoad({ filter: /src\/runner\/live\.ts$/ }, ({ path }) => ({
        loader: "ts",
        contents: `${readFileSync(path, "utf8").replace("class LiveRun", "class Shown")}
export class LiveRun {
  readonly #reader: RunReader;
  constructor(_: LiveContext, reader: RunReader) { this.#reader = reader; }
  look(): boolean { return this.#reader.takeEnded().length > 0; }
  end(): void {}
}`,
      }));
      build.onLoad({ filter: /src\/runner\/progress\.ts$/ }, () => ({
        loader: "ts",
        contents:
          "const none = () => {};\nexport const openProgress = () => ({ line: none, status: none, phase: none, watch: none, end: none });",
      }));
    },
  };
  const both = { shown: [], silent: [silent] };
  for (const [name, plugins] of Object.entries(both)) {
    const outdir = join(scratch, name);
    await bundle({ entryPoints: ["src/cli.ts"], outdir, plugins });
    writeFileSync(
      join(outdir, "timed.mjs"),
      'import { writeFileSync } from "node:fs";\nprocess.on("exit", () => { const { user, system } = process.cpuUsage(); writeFileSync(process.env.OWN_CPU, String((user + system) / 1e6)); });\nawait import("./cli.js");\n',
    );
  }
}

async function costRows() {
  await bundles();
  for (const [name, dir] of Object.entries({ "60 packages": sixty, "300 packages": many, cobra })) {
    const own = { shown: [], silent: [] };
    const all = [];
    for (let round = 0; round <= Number(rounds); round += 1) {
      for (const kind of Object.keys(own)) {
        const file = join(scratch, "own-cpu");
        const { cpu } = timed(
          [process.execPath, join(scratch, kind, "timed.mjs"), "--variants", "default"].concat(
            "--out",
            join(scratch, "out"),
          ),
          {
            cwd: dir,
            env: { ...process.env, PANICPATH_CACHE: "off", MARKS: marks, OWN_CPU: file },
          },
        );
        if (round === 0) continue;
        own[kind].push(Number(readFileSync(file, "utf8")));
        if (kind === "shown") all.push(cpu);
      }
    }
    const more = median(own.shown) - median(own.silent);
    row(`${name}: CPU of panicpath alone, s`, median(own.shown));
    row(`${name}: progress, as a share of the run's CPU`, more / median(all), 0.02);
  }
}
