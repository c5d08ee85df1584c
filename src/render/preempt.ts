import { type HeldUp, STACK_GROWTH } from "../model/index.ts";
import { forLog, shortened } from "./escape.ts";

/** What `lab preempt` found. */
export interface PreemptReport {
  readonly go: string;
  readonly goos: string;
  readonly goarch: string;
  /** Packages whose tests ran. */
  readonly packages: number;
  /** Preemption requests that were seen. */
  readonly requests: number;
  /** Packages that were not built, and why. */
  readonly failures: readonly string[];
  readonly heldUp: readonly HeldUp[];
}

/** For a person at a terminal. */
export function renderPreempt(report: PreemptReport): string {
  const { go, goos, goarch, packages, requests, failures, heldUp } = report;
  const head = `${go} ${goos}/${goarch}, ${packages} ${packages === 1 ? "package" : "packages"}, ${requests} preemption requests seen`;
  const rows = heldUp.flatMap((each) => ["", ...heldUpLines(each)]);
  return `${[
    head,
    ...failures.map((failure) => `not built  ${shortened(forLog(failure), 300)}`),
    ...rows,
    "",
    ...closing(report),
  ].join("\n")}\n`;
}

function heldUpLines(each: HeldUp): string[] {
  const { stop } = each;
  const what = each.isAssembly ? `${each.function} (assembly)` : each.function;
  const who = stop === null ? "" : `, goroutine ${stop.goroutine}`;
  const waited = waitedText(each);
  // Without a trace a goroutine that yields at a call between two waits goes unseen.
  const most = each.isTraced ? "" : "at most ";
  const rows: [string, string][] = [
    [
      "held up",
      `for ${most}${ms(each.cpuMs)} of CPU (${ms(each.wallMs)} of time), ${each.refusals} requests in a row; ${waited}`,
    ],
    ["test", `${each.test ?? "unknown"} in ${each.package}${who}`],
    ...(each.callers.length === 0
      ? []
      : [["called by", each.callers.slice(0, 3).join(" <- ")] satisfies [string, string]]),
    ["seen", `${each.seen} of ${each.runs} runs`],
    ["means", meaningOf(each)],
  ];
  return [
    `HELD UP  ${forLog(what)}`,
    ...rows.map(([name, words]) => `  ${name.padEnd(10)} ${shortened(forLog(words), 400)}`),
  ];
}

function waitedText({ stop, isTraced }: HeldUp): string {
  if (stop !== null) return `the stop-the-world for ${stop.reason} took ${ms(stop.ms)}`;
  return isTraced
    ? "no stop-the-world waited: the collector wanted to scan its stack, or the scheduler its processor"
    : "goroutine and stop unknown";
}

function meaningOf({ function: name, isAssembly }: HeldUp): string {
  if (name === STACK_GROWTH) {
    return "a deep stack is copied as a whole when it grows: recursion costs a pause once it is deep";
  }
  if (/^_Z|^__(?:tsan|asan|msan|sanitizer)/.test(name)) {
    return "code of the race detector or a sanitizer, which is C: measure without it";
  }
  return isAssembly
    ? "assembly is never preempted: call it in pieces, of 64 KiB for one, where what it gets may be large"
    : "the runtime could not stop it here; calls of ordinary Go functions in it would give points at which it can";
}

function closing({ requests, heldUp, packages }: PreemptReport): string[] {
  if (heldUp.length > 0) return [];
  if (requests === 0 && packages > 0) {
    return [
      "Nothing asked a goroutine to stop: too short, or the program takes SIGURG for itself. That says nothing.",
    ];
  }
  return ["Nothing held up others for a millisecond of CPU again and again."];
}

const ms = (value: number): string => `${value.toFixed(1)} ms`;
