// What does one panicking package among many cost: resume and repeats, against plain go test?
//   node bench/resume.mjs [ROUNDS] [PACKAGES]

import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLI, inTurn, paired, row, scratch, timed } from "./measure.mjs";

const PACKAGES = Number(process.argv[3] ?? 100);
const cwd = join(scratch, "many");
mkdirSync(cwd);
writeFileSync(join(cwd, "go.mod"), "module example.com/many\n\ngo 1.21\n");
for (let at = 0; at < PACKAGES; at += 1) {
  const name = `p${String(at).padStart(3, "0")}`;
  mkdirSync(join(cwd, name));
  const bad = at === 7 ? '\tvar m map[string]int\n\tm["a"]++\n' : "";
  const tests = Array.from({ length: 20 }, (_, test) => {
    const body = test === 5 ? bad : "";
    return `func Test${String(test).padStart(2, "0")}(t *testing.T) {\n\tsum := 0\n\tfor i := 0; i < 2_000_000; i++ {\n\t\tsum += i ^ sum\n\t}\n\t_ = sum\n${body}}\n`;
  });
  writeFileSync(
    join(cwd, name, "x_test.go"),
    `package ${name}\n\nimport "testing"\n\n${tests.join("\n")}`,
  );
}
const binary = join(scratch, "p007.test");
spawnSync("go", ["test", "-c", "-o", binary, "./p007"], { cwd });
const options = { cwd };
const [plain, ours, resume, alone] = inTurn(
  [
    () => timed(["go", "test", "-count=1", "-json", "./..."], options),
    () =>
      timed(
        [process.execPath, CLI, "--variants", "default", "--out", join(scratch, "out"), "./..."],
        options,
      ),
    () => timed([binary, "-test.skip=^(Test0[0-5])$"], options),
    () => timed([binary, "-test.run=^Test05$"], options),
  ],
  Number(process.argv[2] ?? 5),
);
const own = resume.cpu + 2 * alone.cpu;
console.log(
  `${PACKAGES} packages, one panics: go test ${plain.cpu.toFixed(2)}s CPU, resume and two repeats ${own.toFixed(2)}s CPU`,
);
row(
  "whole run against 1.1 x (go test + resume + repeats), CPU",
  paired(ours, plain, (whole, plainly) => whole / (1.1 * (plainly + own))),
  1,
);
