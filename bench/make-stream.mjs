// Writes a test2json stream of many packages and tests to standard output.
//   node bench/make-stream.mjs TESTS LINES_PER_TEST
// The same tests whatever the number of lines, so that only the output grows.
import { createWriteStream } from "node:fs";

const [tests = "20000", lines = "20", file] = process.argv.slice(2);
const out = file === undefined ? process.stdout : createWriteStream(file);
const perPackage = 100;
let clock = Date.UTC(2026, 0, 1);
let buffer = [];

function emit(event) {
  clock += 1;
  buffer.push(
    JSON.stringify({ Time: new Date(clock).toISOString().replace("Z", "123456Z"), ...event }),
  );
}

async function flush() {
  const text = `${buffer.join("\n")}\n`;
  buffer = [];
  if (!out.write(text)) await new Promise((resolve) => out.once("drain", resolve));
}

function emitTest(Package, Test, fails) {
  emit({ Action: "run", Package, Test });
  emit({ Action: "output", Package, Test, Output: `=== RUN   ${Test}\n` });
  for (let line = 0; line < Number(lines); line += 1) {
    const Output = `    store_test.go:${100 + line}: step ${line}: wrote "key-${line}" to shard ${line % 16} in ${line % 7}ms\n`;
    emit({ Action: "output", Package, Test, Output });
  }
  const word = fails ? "FAIL" : "PASS";
  emit({ Action: "output", Package, Test, Output: `--- ${word}: ${Test} (0.01s)\n` });
  emit({ Action: word.toLowerCase(), Package, Test, Elapsed: 0.01 });
}

const packages = Math.ceil(Number(tests) / perPackage);
for (let number = 0; number < packages; number += 1) {
  const Package = `example.com/monorepo/services/service${number}/internal/store`;
  let failed = false;
  emit({ Action: "start", Package });
  for (let test = 0; test < perPackage; test += 1) {
    const fails = (number * perPackage + test) % 500 === 499;
    failed ||= fails;
    emitTest(Package, `TestStore/case_${test}_of_many`, fails);
    if (buffer.length > 5000) await flush();
  }
  emit({ Action: "output", Package, Output: failed ? "FAIL\n" : "PASS\n" });
  emit({ Action: "output", Package, Output: `${failed ? "FAIL" : "ok  "}\t${Package}\t1.2s\n` });
  emit({ Action: failed ? "fail" : "pass", Package, Elapsed: 1.2 });
  await flush();
}
out.end();
