// How fast and how large is `parse` on a long test2json stream, against gotestsum writing JUnit?
//   node bench/parse.mjs GOTESTSUM [ROUNDS]     (go install gotest.tools/gotestsum@latest)
import { spawnSync } from "node:child_process";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { panickingSubtests } from "./growth-cases.mjs";
import { CLI, inTurn, row, scratch, timed } from "./measure.mjs";

const [gotestsum, rounds = "5"] = process.argv.slice(2);
if (gotestsum === undefined) throw new Error("usage: node bench/parse.mjs GOTESTSUM [ROUNDS]");
const maker = new URL("make-stream.mjs", import.meta.url).pathname;
const small = join(scratch, "small.jsonl");
const large = join(scratch, "large.jsonl");
spawnSync(process.execPath, [maker, "10000", "40", small]);
spawnSync(process.execPath, [maker, "10000", "460", large]);
const mb = (file) => (statSync(file).size / 1e6).toFixed(0);

const parse =
  (file, ...more) =>
  () =>
    timed([process.execPath, CLI, "parse", file, ...more]);
const [theirs, json, files] = inTurn(
  [
    () =>
      timed([
        gotestsum,
        "--raw-command",
        "--format",
        "none",
        "--hide-summary=all",
        "--junitfile",
        join(scratch, "junit.xml"),
        "--",
        "cat",
        small,
      ]),
    parse(small, "--as", "json"),
    parse(small, "--as", "json", "--out", join(scratch, "out")),
  ],
  Number(rounds),
);
console.log(
  `${mb(small)} MB, 10,000 tests: gotestsum ${theirs.cpu.toFixed(2)}s CPU, ${theirs.mb.toFixed(0)} MB`,
);
row("  (c) parse --as json, CPU against gotestsum", json.cpu / theirs.cpu, 0.35);
row("  (c) with all three files, CPU against gotestsum", files.cpu / theirs.cpu, 0.55);
row("  (c) peak memory, MB", files.mb, 200);
const [long] = inTurn([parse(large, "--as", "json", "--out", join(scratch, "out"))], 1);
console.log(`${mb(large)} MB, the same tests with longer output:`);
row("  (c) peak memory, MB", long.mb, 200);
row("  (c) peak memory against the shorter stream", long.mb / files.mb, 1.15);
const small75 = join(scratch, "many-tests.jsonl");
spawnSync(process.execPath, [
  new URL("make-many.mjs", import.meta.url).pathname,
  "210",
  "357",
  small75,
]);
const sum = (input, output) => () =>
  timed([
    ...[gotestsum, "--raw-command", "--format", "none", "--hide-summary=all"],
    ...["--junitfile", join(scratch, output), "--", "cat", input],
  ]);
const [theirMany, manyJson, manyFiles] = inTurn(
  [
    sum(small75, "many.xml"),
    parse(small75, "--as", "json"),
    parse(small75, "--as", "json", "--out", join(scratch, "out")),
  ],
  Number(rounds),
);
console.log(
  `${mb(small75)} MB, 75,000 small tests in 210 packages: gotestsum ${theirMany.cpu.toFixed(2)}s CPU, ${theirMany.mb.toFixed(0)} MB`,
);
row("  parse --as json, CPU against gotestsum", manyJson.cpu / theirMany.cpu, 0.35);
row("  with all three files, CPU against gotestsum", manyFiles.cpu / theirMany.cpu, 0.5);
row("  peak memory, MB", manyFiles.mb, 130);
const many = join(scratch, "many.jsonl");
writeFileSync(many, panickingSubtests(200_000));
const [panics] = inTurn([parse(many, "--as", "json", "--out", join(scratch, "out"))], 1);
console.log(`${mb(many)} MB, 200,000 subtests that panicked and were recovered:`);
row("  peak memory, MB", panics.mb, 500);
