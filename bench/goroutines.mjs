// Is a dump of many goroutines grouped in linear time, and how does it compare with panicparse?
//   node bench/goroutines.mjs PP [ROUNDS]     (go install github.com/maruel/panicparse/v2/cmd/pp@latest)
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLI, inTurn, row, scratch, timed } from "./measure.mjs";

const [pp, rounds = "7"] = process.argv.slice(2);
if (pp === undefined) throw new Error("usage: node bench/goroutines.mjs PP [ROUNDS]");

function dump(count) {
  const lines = ["=== RUN   TestMany", "panic: too many", ""];
  for (let id = 1; id <= count; id += 1) {
    const state = id === 1 ? "running" : id % 3 === 0 ? "chan receive, 2 minutes" : "select";
    lines.push(
      `goroutine ${id + 16} [${state}]:`,
      `example.com/x/pool.(*Worker).wait(0xc${(id * 64).toString(16).padStart(9, "0")}, {0x${id.toString(16)}, 0x2})`,
      `\t/home/runner/work/x/pool/worker.go:${40 + (id % 5)} +0x1d`,
      `example.com/x/pool.(*Worker).Run(0xc${(id * 64).toString(16).padStart(9, "0")})`,
      "\t/home/runner/work/x/pool/worker.go:31 +0x85",
      "created by example.com/x/pool.Start in goroutine 7",
      "\t/home/runner/work/x/pool/pool.go:19 +0x6f",
      "",
    );
  }
  return `${lines.join("\n")}FAIL\texample.com/x/pool\t1.0s\nFAIL\n`;
}

const file = (count) => {
  const path = join(scratch, `dump-${count}.txt`);
  writeFileSync(path, dump(count));
  return path;
};
const counts = [10_001, 100_001, 400_001].map((count) => file(count));
const parse = (path) => () => timed([process.execPath, CLI, "parse", path, "--as", "json"]);
const theirs = (path) => () => timed(["sh", "-c", 'exec "$0" <"$1"', pp, path]);
const [ours, their, many, most, empty] = inTurn(
  [
    parse(counts[0]),
    theirs(counts[0]),
    parse(counts[1]),
    parse(counts[2]),
    () => timed([process.execPath, CLI, "--version"]),
  ],
  Number(rounds),
);
row("(d) 10,001 goroutines, CPU against panicparse", ours.cpu / their.cpu, 0.5);
row(
  "(d) CPU above start-up, 400,001 against 4 x 100,001",
  (most.cpu - empty.cpu) / (4 * (many.cpu - empty.cpu)),
  1.2,
);
console.log(
  `    ours ${ours.cpu.toFixed(2)}s, panicparse ${their.cpu.toFixed(2)}s, ours at 400,001: ${most.cpu.toFixed(2)}s CPU, ${most.mb.toFixed(0)} MB`,
);
