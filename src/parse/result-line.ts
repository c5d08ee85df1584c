import type { TestResult } from "../model/index.ts";

export interface ResultLine {
  readonly test: string;
  readonly result: TestResult;
}

const OUTCOMES = { "PASS: ": "pass", "FAIL: ": "fail", "SKIP: ": "skip" } as const;

/** `--- FAIL: TestX/a (0.10s)`, indented below its parent in plain text; null for anything else. */
export function parseResultLine(line: string): ResultLine | null {
  const start = line.indexOf("--- ");
  if (start < 0 || /[^ ]/.test(line.slice(0, start))) return null;
  const word = line.slice(start + 4, start + 10);
  if (!(word === "PASS: " || word === "FAIL: " || word === "SKIP: ")) return null;
  const open = line.lastIndexOf(" (");
  // A benchmark that fails or skips has no time (testing/benchmark.go, processBench).
  if (open < 0 && line.startsWith("Benchmark", start + 10) && word !== "PASS: ") {
    const test = line.slice(start + 10).trimEnd();
    return test.includes(" ") ? null : { test, result: { outcome: OUTCOMES[word], seconds: null } };
  }
  if (open < start + 10 || !line.endsWith("s)")) return null;
  const seconds = Number(line.slice(open + 2, -2));
  if (!Number.isFinite(seconds)) return null;
  return {
    test: line.slice(start + 10, open),
    result: { outcome: OUTCOMES[word], seconds },
  };
}

type Control = "RUN" | "PAUSE" | "CONT" | "NAME";

export interface ControlLine {
  readonly control: Control;
  /** Empty for a NAME that says no test is speaking any more (testing.go, chattyPrinter). */
  readonly test: string;
}

/** `=== RUN   TestX`: the word is padded to five letters; NAME since Go 1.20. */
export function parseControlLine(line: string): ControlLine | null {
  if (!line.startsWith("=== ") || line[9] !== " ") return null;
  const control = line.slice(4, 9).trimEnd();
  if (control !== "RUN" && control !== "PAUSE" && control !== "CONT" && control !== "NAME") {
    return null;
  }
  const test = line.slice(10).trim();
  return test === "" && control !== "NAME" ? null : { control, test };
}

/** A bare `BenchmarkX/sub` starts one under -v, `BenchmarkX/sub-8   100   12 ns/op` ends it; null for anything else. */
export function parseBenchmark(line: string): { is: "start" | "end"; name: string } | null {
  if (!line.startsWith("Benchmark")) return null;
  if (/^\S*$/.test(line)) return { is: "start", name: line };
  const done = /^(Benchmark\S+?)(?:-\d+)?\s+\d+\s+[\d.]+ ns\/op/.exec(line);
  return done?.[1] === undefined ? null : { is: "end", name: done[1] };
}

/** The line with which go test ends a package. */
export interface PackageLine {
  readonly outcome: "pass" | "fail" | "skip";
  readonly importPath: string;
  readonly seconds: number | null;
  /** The rest: `[build failed]`, `(cached)`, `coverage: 80%...`. */
  readonly note: string;
}

export const isNotBuilt = ({ note }: PackageLine): boolean =>
  /\[(?:build|setup) failed\]/.test(note);

/** What go's last line of a package says of how it ran, behind its time. */
export function takeNote(
  reader: { cached: boolean; noTestFiles: boolean; buildFailed: boolean },
  end: PackageLine,
): void {
  if (end.note.includes("(cached)")) reader.cached = true;
  if (end.note.includes("[no test files]")) reader.noTestFiles = true;
  if (isNotBuilt(end)) reader.buildFailed = true;
}

/** `ok  \tpkg\t0.1s`, `FAIL\tpkg [build failed]`, `?   \tpkg\t[no test files]`; null for anything else. */
export function parsePackageLine(line: string): PackageLine | null {
  const outcome = packageOutcome(line);
  if (outcome === null) return null;
  const fields = fieldsBehind(line);
  const [importPath = "", ...bracketed] = (fields[0] ?? "").split(" ");
  if (importPath === "") return null;
  const note = [...bracketed, ...fields.slice(1)].join(" ");
  const seconds = /^(\d+(?:\.\d+)?)s(?:$|\s)/.exec(fields[1] ?? "");
  if (seconds === null && !/\[|\(cached\)|coverage:/.test(note)) return null;
  return {
    outcome,
    importPath,
    seconds: seconds === null ? null : Number(seconds[1]),
    note,
  };
}

/** What stands behind the word: separated by tabs, in text that was pasted by blanks. */
function fieldsBehind(line: string): string[] {
  if (line.includes("\t")) return line.slice(line.indexOf("\t") + 1).split("\t");
  const pasted = PASTED.exec(line);
  return [pasted?.[2] ?? "", line.slice(pasted?.[0].length ?? 0)];
}

/** Tabs become as many blanks as there are up to the next column, or one. */
const PASTED = /^(ok(?= {2})|FAIL|\?(?= {3})) +([^\s:]+) +(?=\d+(?:\.\d+)?s(?:\s|$)|\(cached\)|\[)/;

const PASTED_OUTCOMES: ReadonlyMap<string, "pass" | "fail" | "skip"> = new Map([
  ["ok", "pass"],
  ["FAIL", "fail"],
  ["?", "skip"],
]);

function packageOutcome(line: string): "pass" | "fail" | "skip" | null {
  if (!line.includes("\t")) return PASTED_OUTCOMES.get(PASTED.exec(line)?.[1] ?? "") ?? null;
  if (line.startsWith("ok  \t")) return "pass";
  if (line.startsWith("FAIL\t")) return "fail";
  if (line.startsWith("?   \t")) return "skip";
  // A package without tests under -cover since Go 1.22.
  if (line.startsWith("\t") && line.includes("\t\tcoverage: ")) return "skip";
  return null;
}

/**
 * A result behind text without a newline, `progress: ...--- PASS: TestX (0.00s)`:
 * in plain text and up to Go 1.19 it makes no event of its own.
 */
export function parseGluedResult(line: string): { text: string; result: ResultLine } | null {
  const start = line.lastIndexOf("--- ");
  if (start <= 0) return null;
  const result = parseResultLine(line.slice(start));
  return result === null ? null : { text: line.slice(0, start), result };
}
