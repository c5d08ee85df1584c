import { parseControlLine, parsePackageLine, parseResultLine } from "../../parse/index.ts";

export const isHalfPackageLine = (line: string): boolean =>
  /^(?:ok {2}|FAIL|\? {3})\t/.test(line) && parsePackageLine(line) === null;

/** Words that no compiler prints at the start of a line: a test process speaks. */
export function endsBuild(line: string): boolean {
  return (
    isTestTalk(line) ||
    line === "PASS" ||
    /^(?:panic: |fatal error: |SIG[A-Z0-9]+: |Exception 0x|goroutine \d+ |exit status \d|runtime: |testing: |coverage: |={18}$|gc \d+ @)/.test(
      line,
    )
  );
}

/**
 * What the go command, the compiler, the linker and the C compilers that it calls print. In text
 * for people nothing else tells it from what a test prints.
 */
export function isBuildLine(line: string): boolean {
  if (line.length > LONGEST_LOAD_LINE) return false;
  return (
    /^(?:\s|\d+ \| )/.test(line) ||
    /^(?:vet: )?(?:[A-Za-z]:)?[^\s:][^:]*:\d+(?::\d+)?:? /.test(line) ||
    /^(?:too many errors|note: |vet: |link: |cgo: |package |import cycle|could not import|collect2: |clang: |gcc: |ld: |Undefined symbols|In file included from |\d+ (?:warnings?|errors?) generated)/.test(
      line,
    ) ||
    /^\S+: (?:In (?:member )?function|At (?:top|global) level|in function|undefined reference|relocation target|cannot find )/.test(
      line,
    ) ||
    /^(?:\S*\/)?(?:ld|gcc|clang|cc)(?:[.-]\S+)?: /.test(line)
  );
}

/** Longer than any path: a line of megabytes is none of the loader's. */
const LONGEST_LOAD_LINE = 10_000;

/** The package that a line of the loader names; null for any other line. */
export function loadHeader(line: string): string | null {
  if (line.length > LONGEST_LOAD_LINE) return null;
  const named = /^package (\S+)$/.exec(line);
  if (named?.[1] !== undefined) return named[1];
  const place = /^((?:\S*[\\/])?)[^\\/\s:]+\.go:\d+:\d+: /.exec(line);
  if (place !== null)
    return place[1]?.replaceAll("\\", "/").replace(/^\.\//, "").replace(/\/$/, "") || ".";
  const found = /^found packages .+ in (\S+)$/.exec(line);
  if (found?.[1] !== undefined) return found[1];
  return /^(?:pattern |stat \S+: |malformed import path |no required module |cannot find (?:module|package) )/.test(
    line,
  )
    ? "(load)"
    : null;
}

export function isTestTalk(line: string): boolean {
  return (
    parsePackageLine(line) !== null ||
    parseControlLine(line) !== null ||
    parseResultLine(line) !== null
  );
}

/** A line that only stands where a package has just ended. */
export function startsNextPackage(line: string): boolean {
  return (
    line.startsWith("=== RUN   ") ||
    line.startsWith("# ") ||
    line === "FAIL" ||
    line.startsWith("ok  \t") ||
    line.startsWith("?   \t")
  );
}
