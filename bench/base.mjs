// What does the base of one panicking package cost in a large module?
//   node bench/base.mjs [ROUNDS]
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLI, inTurn, moduleCopy, row, scratch, timed } from "./measure.mjs";

const cwd = moduleCopy("golang.org/x/text", "v0.21.0");
const git = (...args) =>
  spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd });
git("init", "-q");
git("add", "-A");
git("commit", "-q", "-m", "base");
git("tag", "base");
const file = join(cwd, "language/language.go");
writeFileSync(
  file,
  readFileSync(file, "utf8").replace(
    "func (t Tag) String() string {",
    'func (t Tag) String() string {\n\tif t.IsRoot() {\n\t\tpanic("root")\n\t}',
  ),
);
git("commit", "-q", "-a", "-m", "head");
const options = { cwd };
const run =
  (...more) =>
  () =>
    timed(
      [
        process.execPath,
        CLI,
        "--variants",
        "default",
        "--out",
        join(scratch, "out"),
        ...more,
        "./language",
      ],
      options,
    );
const [without, withBase, tests] = inTurn(
  [
    run("--base", "none"),
    run("--base", "base"),
    () => timed(["go", "test", "-count=1", "-vet=off", "./language"], options),
  ],
  Number(process.argv[2] ?? 3),
);
console.log(
  `x/text, one panicking package: ${without.cpu.toFixed(2)}s CPU without a base, ${withBase.cpu.toFixed(2)}s with it`,
);
row("base, CPU seconds", withBase.cpu - without.cpu);
row(
  "base - (its tests and their link, as go test), seconds",
  withBase.cpu - without.cpu - tests.cpu,
  1,
);
