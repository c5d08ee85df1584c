// What do the default variant and the two others cost, against go test itself?
//   node bench/run.mjs [ROUNDS]
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { CLI, inTurn, moduleCopy, paired, row, scratch, timed } from "./measure.mjs";

const rounds = Number(process.argv[2] ?? 5);
const MODULES = [
  // cobra has a test that panics for root: a healthy module says more here.
  ["go.uber.org/zap", "v1.27.0"],
  ["github.com/gorilla/mux", "v1.8.1"],
  ["github.com/hashicorp/golang-lru/v2", "v2.0.7"],
];

for (const [path, version] of MODULES) {
  const cwd = moduleCopy(path, version);
  const options = { cwd };
  const panicpath = (variants) => () =>
    timed(
      [
        process.execPath,
        CLI,
        "--variants",
        variants,
        "--attempts",
        "1",
        // What the compiler's words cost is a question of its own: inlining.mjs.
        "--inlining=never",
        "--out",
        join(scratch, "out"),
      ],
      options,
    );
  const goTest = () => timed(["go", "test", "-count=1", "-json", "./..."], options);
  // The second build compiles the module once: that is what it costs, cached afterwards as go's own is.
  const secondBuild = () =>
    timed(
      ["go", "test", "-count=1", "-json", "-vet=off", "-gcflags=-l", "-exec=true", "./..."],
      options,
    );
  spawnSync(process.execPath, [CLI, "--out", join(scratch, "out")], options);
  const all = "default,noinline+gctrace,noinline+asyncpreemptoff+gctrace";
  const [plain, byDefault, build, whole] = inTurn(
    [goTest, panicpath("default"), secondBuild, panicpath(all)],
    rounds,
  );
  console.log(
    `${path}@${version}: go test ${plain.cpu.toFixed(2)}s CPU, second build ${build.cpu.toFixed(2)}s CPU`,
  );
  const over = paired(byDefault, plain, (ours, theirs) => ours - 1.05 * theirs);
  row("  (a) default - 1.05 x go test, seconds", over, 0.15);
  const others = whole.cpu - byDefault.cpu;
  // Their own runs are the tests' own CPU: go test's without its build, vet and link is not known, so all of the test run counts.
  const own = Math.max(0, plain.cpu - build.cpu);
  row(
    "  (b) others against 1.1 x (second build + own runs)",
    others / (1.1 * (build.cpu + 2 * own)),
    1,
  );
}
