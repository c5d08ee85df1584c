import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "../files/index.ts";
import { ask, goVersion } from "../go/index.ts";
import { type GcCycle, ImpossibleError, pauseOf, type Spread, spreadOf } from "../model/index.ts";
import { type LabRow, type LabTable, renderLab } from "../render/index.ts";
import { type Interruption, type Session, withSession } from "../runner/index.ts";
import type { Settings } from "../settings/index.ts";
import { LineSplitter } from "../stream/index.ts";
import { parseGcCycle, splitGcLine } from "../toolchain/index.ts";
import { STW_PROGRAM } from "./probes/stw-program.ts";

/** Loop lengths in µs, with goroutines that only wait; the first rows show what goroutines alone do. */
const CASES = [
  { loop: 0, waiting: 0 },
  { loop: 0, waiting: 10_000 },
  { loop: 100, waiting: 0 },
  { loop: 600, waiting: 0 },
  { loop: 600, waiting: 10_000 },
  { loop: 3000, waiting: 0 },
] as const;

const COLLECTIONS = 100;
/** A case that takes longer than this says enough by not ending. */
const CASE_MS = 60_000;

/** `panicpath lab stw`: what async preemption is worth on this machine, with this Go. */
export function labAndPrint(settings: Settings, interruption: Interruption): Promise<number> {
  return withSession(settings, interruption, async (session) => {
    const given = settings.environment.env;
    const version = await goVersion(process.cwd(), { env: given, groups: session.groups });
    const env = { ...given, GOENV: "off", GOTOOLCHAIN: version };
    const binary = await buildProgram(session, env);
    const rows: LabRow[] = [];
    for (const [at, { loop, waiting }] of CASES.entries()) {
      session.progress.status(`lab stw: ${at + 1} of ${CASES.length}`);
      const on = await measure(session, env, binary, loop, waiting, false);
      const off = await measure(session, env, binary, loop, waiting, true);
      rows.push({ loopMicroseconds: loop, waiting, on, off });
    }
    session.progress.end();
    if (session.isInterrupted()) return 1;
    const machine = { go: version, cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length };
    const table: LabTable = { ...machine, collections: COLLECTIONS, rows };
    const json = settings.as === "json";
    process.stdout.write(json ? `${JSON.stringify(table, null, 2)}\n` : renderLab(table));
    return 0;
  });
}

async function buildProgram(session: Session, env: Record<string, string>): Promise<string> {
  const dir = join(session.tempDir, "lab");
  mkdirSync(dir);
  writeFileSync(join(dir, "go.mod"), "module example.com/lab\n\ngo 1.21\n");
  writeFileSync(join(dir, "main.go"), STW_PROGRAM);
  // Windows starts nothing without the ending; other systems do not mind it.
  const binary = join(dir, "lab.exe");
  const built = await ask("go", ["build", "-o", binary, "."], dir, {
    env: { ...env, GOWORK: "off", GOFLAGS: "" },
    groups: session.groups,
  });
  if (built.code !== 0) {
    throw new ImpossibleError(
      `the program of the lab does not build: ${built.stderr.trim().split("\n").at(-1) ?? ""}`,
    );
  }
  return binary;
}

async function measure(
  session: Session,
  env: Record<string, string>,
  binary: string,
  loop: number,
  waiting: number,
  off: boolean,
): Promise<LabRow["on"]> {
  const cycles: GcCycle[] = [];
  let stdout = "";
  const errors = new LineSplitter((text, from, to) => {
    const split = splitGcLine(text.slice(from, to));
    const cycle = split === null ? null : parseGcCycle(split.gc);
    if (cycle !== null) cycles.push(cycle);
  });
  const debug = [env.GODEBUG ?? "", "gctrace=1", `asyncpreemptoff=${off ? 1 : 0}`];
  const result = await session.groups.run({
    file: binary,
    args: [`-loop=${loop}`, `-waiting=${waiting}`, `-collections=${COLLECTIONS}`],
    cwd: session.tempDir,
    env: { ...env, GODEBUG: debug.filter((word) => word !== "").join(",") },
    merged: false,
    timeoutMs: CASE_MS,
    onStdout: (chunk) => {
      stdout += chunk;
    },
    onStderr: (chunk) => errors.push(chunk),
  });
  errors.end();
  const pauses = spreadOf(cycles.map(pauseOf));
  return pauses === null
    ? null
    : { pauses, stopping: stoppingOf(stdout), ended: result.exitCode === 0 };
}

/** Quantiles of the runtime's histogram: the upper bound of the bucket they fall into. */
function stoppingOf(stdout: string): { metric: string; spread: Spread } | null {
  let value: { metric?: string; buckets?: number[]; counts?: number[] };
  try {
    value = JSON.parse(stdout) as typeof value;
  } catch {
    return null;
  }
  const { metric = "", buckets = [], counts = [] } = value;
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (n === 0) return null;
  const at = (share: number): number => {
    let seen = 0;
    const bucket = counts.findIndex((count) => {
      seen += count;
      return seen >= share * n;
    });
    return buckets[bucket + 1] ?? 0;
  };
  return { metric, spread: { n, median: at(0.5), p95: at(0.95), max: at(1) } };
}
