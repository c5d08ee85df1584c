// What does a test that hangs cost, beside the one -timeout that plain go test waits for?
//   node bench/hang.mjs [TIMEOUT-SECONDS]     (15)
// A module of one package with quick tests: one that hangs; three that hang; one that takes 12 s behind a hang.
// Wall time: the waiting is the question.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLI, row, scratch, timed } from "./measure.mjs";

const [seconds = "15"] = process.argv.slice(2);
const timeout = Number(seconds);

function moduleOf(name, hangs, slow) {
  const dir = join(scratch, name);
  mkdirSync(dir);
  writeFileSync(join(dir, "go.mod"), "module example.com/hang\n\ngo 1.21\n");
  const quick = Array.from({ length: 6 }, (_, at) => `func TestQuick${at}(t *testing.T) {}`);
  const hanging = Array.from(
    { length: hangs },
    (_, at) => `func TestHang${at}(t *testing.T) { select {} }`,
  );
  const late =
    slow === 0 ? [] : [`func TestSlow(t *testing.T) { time.Sleep(${slow} * time.Second) }`];
  const tests = [...quick.slice(0, 3), ...hanging, ...quick.slice(3), ...late, "var _ = time.Now"];
  writeFileSync(
    join(dir, "hang_test.go"),
    `package hang\n\nimport (\n\t"testing"\n\t"time"\n)\n\n${tests.join("\n")}\n`,
  );
  return dir;
}

/** `attempts`: 1 for the default run with resume alone. */
const run = (dir, variants, attempts) =>
  timed(
    [
      process.execPath,
      CLI,
      "./...",
      "--variants",
      variants,
      "--attempts",
      attempts,
      "--out",
      "out",
      "--",
      `-timeout=${timeout}s`,
    ],
    { cwd: dir },
  ).wall;
const ALL = "default,noinline+gctrace,noinline+asyncpreemptoff+gctrace";

const one = moduleOf("one", 1, 0);
const plain = timed(["go", "test", "-count=1", `-timeout=${timeout}s`, "./..."], { cwd: one }).wall;
console.log(`-timeout=${timeout}s: plain go test of one hang ${plain.toFixed(1)} s`);
row("  one hang, default with resume, against plain", run(one, "default", "1") / plain, 1.2);
row("  one hang, all three variants, against plain", run(one, ALL, "3") / plain, 2.5);
const three = moduleOf("three", 3, 0);
const byDefault = run(three, "default", "1");
row("  three hangs, default with resume, in timeouts", byDefault / timeout, 3.6);
row("  three hangs, all behind it, in timeouts", (run(three, ALL, "3") - byDefault) / timeout, 3);
const late = moduleOf("late", 1, Math.floor(0.8 * timeout));
run(late, "default", "1");
const { tests } = JSON.parse(readFileSync(join(late, "out/report.json"), "utf8"));
const outcome = tests.find(({ name }) => name === "TestSlow")?.outcome;
console.log(`  a test of ${Math.floor(0.8 * timeout)} s behind a hang: ${outcome}`);
if (outcome !== "pass") process.exitCode = 1;
