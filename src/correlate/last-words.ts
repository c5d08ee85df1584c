// What a process that ended without a word of the runtime's printed last.

import { linesOf, type PackageFacts } from "../model/index.ts";

/**
 * `AddressSanitizer: heap-buffer-overflow` of `==7==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x...`: what ended the process
 * under -asan or -msan (compiler-rt, sanitizer_common).
 */
export function sanitizerWords(facts: PackageFacts): string | null {
  const line = allLines(facts).find((each) =>
    /^==\d{1,20}==\s?(?:ERROR|WARNING): \w{1,20}Sanitizer: /.test(each),
  );
  if (line === undefined) return null;
  const words = line.slice(line.indexOf(": ") + 2, 300);
  return words.replace(/(?: on (?:unknown )?address| \().*$/, "").trim();
}

/** What is kept of all that the process printed. */
const allLines = (facts: PackageFacts): string[] =>
  [facts.output, ...facts.tests.map((test) => test.output)].flatMap(linesOf);

/** `*** Test killed with quit: ran too long (11m0s).`: go test itself ended it (cmd/go/internal/test). */
export function killedWords(facts: PackageFacts): string | null {
  const line = allLines(facts).findLast((each) => each.startsWith("*** Test killed"));
  return line === undefined ? null : line.slice(4, 200);
}

/** What was printed last: log.Fatal's line, or go test's own word about a pipe left open. */
export function lastWords(facts: PackageFacts, test: string | null): string | null {
  const killed = killedWords(facts);
  if (killed !== null) return killed;
  const io = linesOf(facts.output).find((line) => line.startsWith("*** Test I/O incomplete"));
  if (io !== undefined) return `${io} A child process kept the test's output open.`;
  const state = facts.tests.find((candidate) => candidate.name === test);
  const lines = linesOf(state === undefined ? facts.output : state.output);
  const flag = lines.find((line) => line.startsWith("flag provided but not defined"));
  if (flag !== undefined) return flag;
  const at = lines.findLastIndex(isInWords);
  // Where standard error has a pipe of its own, what log.Fatal printed stands under no test.
  if (at < 0) return state === undefined ? null : lastWords(facts, null);
  // goleak: `found unexpected goroutines:`, and the goroutine in the next line.
  const before = lines[at - 1] ?? "";
  const said = before.endsWith(":") && isInWords(before) ? [before, lines[at]] : [lines[at]];
  return said.join(" ").trim().slice(0, 300);
}

/** No stack and no machinery: something that a logger or a person wrote. */
const isInWords = (line: string): boolean =>
  /\p{L}/u.test(line) && !isGoTalk(line) && !isStackLine(line);

/** A call, a place, or the function that a logger prints above one (zap's stack traces). */
const isStackLine = (line: string): boolean =>
  /^\s+\S.*:\d+(?: \+0x[0-9a-f]+)?$/.test(line) ||
  /^[^\s]*[./][^\s]*\(.*\)$/.test(line) ||
  /^[\w./~%-]+\.(?:[\w.]|\(\*\w+\))+$/.test(line) ||
  line.startsWith("created by ");

const isGoTalk = (line: string): boolean =>
  /^(?:exit status |signal: |FAIL\t|coverage: |=== |testing: )/.test(line);
