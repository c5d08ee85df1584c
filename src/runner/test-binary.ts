import type { ProcessGroups, ProcessResult } from "../go/index.ts";
import { type PackageFacts, wordsOfSignal } from "../model/index.ts";
import { PackageReader } from "../parse/index.ts";
import { FramedReader, LineSplitter } from "../stream/index.ts";

export interface BinaryRun {
  readonly importPath: string;
  /** The command, `-test.v=test2json` among its words. */
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Standard error goes where standard output goes. */
  readonly merged: boolean;
  readonly timeoutMs: number;
  /** Milliseconds in which no test starts or ends; null for no bound of that kind. */
  readonly idleMs: number | null;
}

/** What `-test.v=test2json` puts before a test's start, pause and end (testing.go, chattyPrinter). */
const MARK = "\u0016";

/** Runs a test binary to its end, and reads what it prints as it comes. */
export async function runTestBinary(
  groups: ProcessGroups,
  { importPath, words, cwd, env, merged, timeoutMs, idleMs }: BinaryRun,
): Promise<{ readonly facts: PackageFacts; readonly result: ProcessResult }> {
  const reader = new PackageReader(importPath);
  const framed = new FramedReader(reader);
  reader.separateStderr = !merged;
  const out = new LineSplitter((text, from, to) => framed.line(text.slice(from, to)));
  const err = new LineSplitter((text, from, to) => reader.stderrLine(text.slice(from, to)));
  const [file = "", ...args] = words;
  const result = await groups.run({
    file,
    args,
    cwd,
    env,
    merged,
    timeoutMs,
    ...(idleMs === null ? {} : { idle: { ms: idleMs, isSign: (chunk) => chunk.includes(MARK) } }),
    onStdout: (chunk) => out.push(chunk),
    onStderr: (chunk) => err.push(chunk),
  });
  out.end();
  err.end();
  endReader(reader, result);
  return { facts: reader.facts(), result };
}

function endReader(reader: PackageReader, result: ProcessResult): void {
  reader.end({
    outcome: result.exitCode === 0 ? "pass" : "fail",
    seconds: result.seconds,
    stopped: result.stopped,
    ...(result.exitCode === null ? {} : { exitStatus: result.exitCode }),
    ...(result.signal === null ? {} : { signal: `signal: ${wordsOfSignal(result.signal)}` }),
  });
}
