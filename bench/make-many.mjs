// Writes a test2json stream of many small tests in many packages, some of which die.
//   node bench/make-many.mjs [PACKAGES] [TESTS-A-PACKAGE] FILE     (210, 357: 75,000 tests of six lines each)
import { closeSync, openSync, writeSync } from "node:fs";

const [packages = "210", tests = "357", file] = process.argv.slice(2);
if (file === undefined) throw new Error("usage: node bench/make-many.mjs [PACKAGES] [TESTS] FILE");
const out = openSync(file, "w");
const Time = "2026-01-01T00:00:00.123456789Z";
const event = (fields) => `${JSON.stringify({ Time, ...fields })}\n`;

for (let at = 0; at < Number(packages); at += 1) {
  const Package = `example.com/mono/team${at % 7}/service${at}`;
  const lines = [event({ Action: "start", Package })];
  const output = (Output, Test) =>
    lines.push(
      event({ Action: "output", Package, ...(Test === undefined ? {} : { Test }), Output }),
    );
  const dies = at % 20 === 3;
  for (let test = 0; test < Number(tests); test += 1) {
    const Test = `TestHandler/case_${test}_of_the_table`;
    lines.push(event({ Action: "run", Package, Test }));
    output(`=== RUN   ${Test}\n`, Test);
    for (let line = 0; line < 6; line += 1) {
      output(
        `    handler_test.go:${40 + line}: request ${line} of ${test}: status 200, 17 bytes\n`,
        Test,
      );
    }
    if (dies && test === Number(tests) - 1) break;
    output(`--- PASS: ${Test} (0.00s)\n`, Test);
    lines.push(event({ Action: "pass", Package, Test, Elapsed: 0 }));
  }
  if (dies) {
    const trace = `panic: boom in ${at}\n\ngoroutine 7 [running]:\n${Package}.Handle(...)\n\t/w/mono/service${at}/handler.go:${at + 10}\n${Package}.TestHandler.func1(0xc000)\n\t/w/mono/service${at}/handler_test.go:44 +0x1d\ncreated by testing.(*T).Run in goroutine 1\n\t/usr/lib/go/src/testing/testing.go:1595 +0xff\n`;
    for (const line of trace.split(/(?<=\n)/)) output(line);
  }
  output(dies ? `FAIL\t${Package}\t0.10s\n` : "PASS\n");
  if (!dies) output(`ok  \t${Package}\t0.10s\n`);
  lines.push(event({ Action: dies ? "fail" : "pass", Package, Elapsed: 0.1 }));
  writeSync(out, lines.join(""));
}
closeSync(out);
