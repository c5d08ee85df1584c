import { describe, expect, test } from "@jest/globals";
import {
  exceptionWords,
  exitStatusWords,
  nameOfException,
  parseExitStatus,
  withSlashes,
} from "../../src/model/index.ts";

test.each([
  ["C:\\src\\app\\x.go", "C:/src/app/x.go"],
  ["d:/src\\app", "d:/src/app"],
  ["/src/a\\b.go", "/src/a\\b.go"],
  ["a\\b.go", "a\\b.go"],
])("writes %j with slashes as %j", (path, written) => {
  expect(withSlashes(path)).toBe(written);
});

/** os/exec_posix.go, ProcessState.String: of 1<<16 and more the status is printed in hexadecimal on Windows. */
test.each([
  ["exit status 3", 3],
  ["exit status 65535", 65535],
  ["exit status 0xc0000005", 0xc0000005],
])("reads %j, and writes it so", (line, status) => {
  expect(parseExitStatus(line)).toBe(status);
  expect(exitStatusWords(status)).toBe(line);
});

test.each([
  "exit status",
  "exit status 0x",
  "exit status 3 (core dumped)",
  "exit status 0xc000000500",
])("reads no status in %j", (line) => {
  expect(parseExitStatus(line)).toBeNull();
});

describe("an exit status", () => {
  test("of a program's own is no exception", () => {
    expect([0, 3, 134, 0x80000003, 0xffffffff].map(exceptionWords)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  test("that nobody knows is told by its number", () => {
    expect(exceptionWords(0xc0000142)).toBe("exception 0xc0000142");
    expect(nameOfException(0xc0000142)).toBe("0xc0000142");
  });
});
