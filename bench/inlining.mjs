// What does -m=2 in the captured build cost, and how fast is its text read?
//   node bench/inlining.mjs [ROUNDS]
import { spawnSync } from "node:child_process";
import { closeSync, openSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { CLI, inTurn, median, moduleCopy, paired, row, scratch, timed } from "./measure.mjs";

const rounds = Number(process.argv[2] ?? 5);
const MODULES = [
  ["github.com/spf13/cobra", "v1.9.1"],
  ["go.uber.org/zap", "v1.27.0"],
  ["golang.org/x/text", "v0.21.0"],
];

/** Compiles the module's own packages and tests anew: -D is part of go's cache key, and changes nothing. */
function compiled(cwd, flags) {
  const key = `-D=/round${process.hrtime.bigint()}`;
  const gcflags = `-gcflags=${[...flags, key].join(" ")}`;
  return timed(["go", "list", "-e", "-test", "-export", "-f=", gcflags, "./..."], {
    cwd,
    stdio: "ignore",
  });
}

for (const [path, version] of MODULES) {
  const cwd = moduleCopy(path, version);
  compiled(cwd, []);
  // Neighbours in time are set against each other: the machine's own pace changes over minutes.
  const ratios = Array.from(
    { length: rounds },
    () => compiled(cwd, ["-m=2"]).cpu / compiled(cwd, []).cpu,
  );
  console.log(`${path}@${version}`);
  row("  compiling with -m=2 against without, CPU", median(ratios), 1.3);
  const replayed =
    (...flags) =>
    () =>
      timed(["go", "test", "-json", "-count=1", ...flags, "./..."], { cwd, stdio: "ignore" });
  const [plain, told] = inTurn([replayed(), replayed("-gcflags=-m=2")], rounds);
  const replay = paired(told, plain, (left, right) => left / right);
  row("  go test with it, cached, against without, CPU", replay, 1.06);
  const run = (inlining) => () =>
    timed(
      [
        process.execPath,
        CLI,
        "--variants=default",
        "--attempts=1",
        `--inlining=${inlining}`,
        "--out",
        join(scratch, "out"),
      ],
      { cwd },
    );
  const [without, folded] = inTurn([run("never"), run("auto")], rounds);
  row("  the default run of panicpath with it, cached, seconds more", folded.cpu - without.cpu);
}

const text = spawnSync("go", ["list", "-e", "-test", "-export", "-f=", "-gcflags=-m=2", "./..."], {
  cwd: join(scratch, MODULES[2][0].replace(/[^a-z0-9]/g, "_")),
  encoding: "utf8",
  maxBuffer: 1 << 28,
}).stderr;
const long = join(scratch, "long.txt");
const file = openSync(long, "w");
for (let at = 0; at < 20; at += 1) writeSync(file, text);
writeSync(file, "\nok  \texample.com/x\t0.1s\n");
closeSync(file);
const short = join(scratch, "short.txt");
spawnSync("sh", ["-c", `printf 'ok  \\texample.com/x\\t0.1s\\n' > ${short}`]);
const parse = (name) => () => timed([process.execPath, CLI, "parse", name, "--as", "json"]);
const [empty, all] = inTurn([parse(short), parse(long)], rounds);
const mb = statSync(long).size / 1e6;
console.log(`${mb.toFixed(0)} MB of the compiler's text`);
const rate = mb / (all.cpu - empty.cpu);
console.log(
  `${"  MB read in a second of CPU".padEnd(58)} ${rate.toFixed(0)}  (bound 60: ${rate >= 60 ? "holds" : "MISSED"})`,
);
