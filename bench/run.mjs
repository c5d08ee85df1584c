// What do the default variant and the two others cost, against go test itself?
//   node bench/run.mjs [ROUNDS [MODULE@VERSION ...]]     (four modules, of which chi's tests sleep for 25 s)
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { CLI, inTurn, moduleCopy, paired, row, scratch, timed } from "./measure.mjs";

const [rounds = "5", ...named] = process.argv.slice(2);
// cobra has a test that panics for root: a healthy module says more here.
const DEFAULTS = [
  "go.uber.org/zap@v1.27.0",
  "github.com/gorilla/mux@v1.8.1",
  "github.com/hashicorp/golang-lru/v2@v2.0.7",
  "github.com/go-chi/chi/v5@v5.1.0",
];

for (const module of named.length > 0 ? named : DEFAULTS) {
  const [path, version] = module.split("@");
  const cwd = moduleCopy(path, version);
  const options = { cwd };
  // What the compiler's words cost in the other variants is a question of its own: inlining.mjs.
  const panicpath =
    (variants, inlining = "never") =>
    () =>
      timed(
        [
          ...[process.execPath, CLI, "--variants", variants, "--attempts", "1"],
          ...["--inlining", inlining, "--out", join(scratch, "out")],
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
  const [plain, byDefault, withWords, build, whole] = inTurn(
    [goTest, panicpath("default"), panicpath("default", "auto"), secondBuild, panicpath(all)],
    Number(rounds),
  );
  console.log(
    `${path}@${version}: go test ${plain.cpu.toFixed(2)}s CPU, second build ${build.cpu.toFixed(2)}s CPU`,
  );
  const over = paired(byDefault, plain, (ours, theirs) => ours - 1.05 * theirs);
  row("  (a) default - 1.05 x go test, seconds", over, 0.15);
  const withInlining = paired(withWords, plain, (ours, theirs) => ours - 1.05 * theirs);
  row("  (a) with the compiler's words, seconds", withInlining, 0.3);
  const others = whole.cpu - byDefault.cpu;
  // Their own runs are the tests' own CPU: go test's without its build, vet and link is not known, so all of the test run counts.
  const own = Math.max(0, plain.cpu - build.cpu);
  row(
    "  (b) others against 1.1 x (second build + own runs)",
    others / (1.1 * (build.cpu + 2 * own)),
    1,
  );
}
