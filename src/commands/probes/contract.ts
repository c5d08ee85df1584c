import { mkdirSync, writeFileSync } from "node:fs";
import { Verdicts } from "../../assemble/index.ts";
import { type FoundIncident, layoutOf, tellRun } from "../../correlate/index.ts";
import { fingerprintHash, join } from "../../files/index.ts";
import type { ProcessResult } from "../../go/index.ts";
import {
  EMPTY_RUN,
  isUsersOwn,
  type PackageFacts,
  type PathFrame,
  type RunFacts,
} from "../../model/index.ts";
import type { DoctorCheck } from "../../render/index.ts";
import { runTestBinary, type Session } from "../../runner/index.ts";
import { RunReader } from "../../stream/index.ts";
import { type Contract, check, contractBinary } from "./contract-binary.ts";
import { CONTRACT_FILES, CONTRACT_PACKAGE, LOOP_LINES, PANIC_LINE } from "./contract-module.ts";
import { preemptedFrame, tapSees } from "./preempted.ts";

/** Tries on the user's own Go what every report rests on. */
export async function contractChecks(
  session: Session,
  given: Readonly<Record<string, string>>,
  version: string,
): Promise<DoctorCheck[]> {
  const dir = join(session.tempDir, "contract");
  mkdirSync(dir);
  for (const [name, text] of Object.entries(CONTRACT_FILES)) writeFileSync(join(dir, name), text);
  const own = { GOENV: "off", GOFLAGS: "", GOWORK: "off", GODEBUG: "", GOTRACEBACK: "all" };
  // A toolchain line of the project's does not hold in a folder of our own.
  const toolchain = /^go1\.\d+(?:\.\d+)?$/.test(version) ? { GOTOOLCHAIN: version } : {};
  const env = { ...given, ...own, ...toolchain };
  const contract: Contract = { session, dir, env };
  const steps = [
    ...[frames, physicalFrames, compilerText, gcText, interrupts, waits],
    ...[preemptedFrame, tapSees],
  ];
  const checks: DoctorCheck[] = [];
  for (const step of steps) {
    session.progress.status(`doctor: check ${checks.length + 1} of ${steps.length}`);
    checks.push(await step(contract));
  }
  return checks;
}

/** A panic's trace names function, file and line, and says what was inlined. */
async function frames(contract: Contract): Promise<DoctorCheck> {
  const name = "a panic leaves the frames that it should";
  const facts = await goTest(contract, "^TestPanics$", []);
  const incident = panicOf(facts);
  if (incident === null) return check(name, "fails", saidInstead(facts));
  const { site } = incident;
  const isRight = site?.line === PANIC_LINE && site.function === `${CONTRACT_PACKAGE}.First`;
  if (!isRight || incident.attribution.test !== "TestPanics") {
    return check(
      name,
      "fails",
      `it was placed at ${site?.file}:${site?.line} in ${incident.attribution.test}`,
    );
  }
  const inlined = usersOf(incident).filter((frame) => frame.inlined).length;
  return inlined === 2
    ? check(name, "holds", "function, line and test are right, both inlined frames are marked")
    : check(name, "fails", `${inlined} of 2 frames are marked as inlined`);
}

async function physicalFrames(contract: Contract): Promise<DoctorCheck> {
  const name = "-gcflags=-l makes every frame of the user's physical";
  const facts = await goTest(contract, "^TestPanics$", ["-gcflags=-l"]);
  const incident = panicOf(facts);
  if (incident === null) return check(name, "fails", saidInstead(facts));
  const inlined = usersOf(incident).filter((frame) => frame.inlined);
  return inlined.length === 0
    ? check(name, "holds", "no frame is inlined")
    : check(name, "fails", `${inlined[0]?.function} is still inlined`);
}

async function compilerText(contract: Contract): Promise<DoctorCheck> {
  const name = "what -m=2 prints is understood";
  const facts = await goTest(contract, "^TestPasses$", ["-gcflags=-m=2"]);
  const { decisions, unread } = facts.compiler;
  const decided = new Verdicts(facts.compiler, (file) => file);
  const first = decided.atDeclaration("contract.go", PANIC_LINE - 1);
  if (decisions.length === 0) return check(name, "fails", "no verdict of the inliner was read");
  if (first?.inlining.can !== true)
    return check(name, "fails", "the verdict on First is not found");
  return unread.lines === 0
    ? check(name, "holds", `${decisions.length} verdicts, every line known`)
    : check(
        name,
        "unknown",
        `${unread.lines} lines are of no known form, as: ${unread.samples[0]}`,
      );
}

async function gcText(contract: Contract): Promise<DoctorCheck> {
  const name = "what gctrace prints is understood";
  const { facts } = await runBinary(contract, "^TestSpins$", "gctrace=1", 20_000);
  if (facts === null) return check(name, "unknown", "the test binary could not be built");
  const { cycles, unread } = facts.gc;
  if (unread > 0) return check(name, "fails", `${unread} lines could not be read`);
  return cycles.length >= 5
    ? check(name, "holds", `${cycles.length} cycles read`)
    : check(name, "fails", `${cycles.length} of 5 cycles read`);
}

async function interrupts(contract: Contract): Promise<DoctorCheck> {
  const name = "async preemption interrupts a tight loop";
  const { facts, result } = await runBinary(contract, "^TestSpins$", "", 20_000);
  if (facts === null) return check(name, "unknown", "the test binary could not be built");
  return result?.exitCode === 0
    ? check(name, "holds", `five collections beside it took ${result.seconds.toFixed(2)} s`)
    : check(name, "fails", "the garbage collector waited for it");
}

/** The signal may go to a thread that only waits: then the loop's stack is not printed. */
const TRIES = 3;

const WAITS = "with asyncpreemptoff it does not, and SIGQUIT shows the loop";

async function waits(contract: Contract): Promise<DoctorCheck> {
  if (!contract.session.groups.system.isPosix) {
    return check(
      WAITS,
      "unknown",
      "Windows has no SIGQUIT: what hangs shows its stacks by -timeout",
    );
  }
  let answer = await waitsOnce(contract);
  for (let tallies = 1; tallies < TRIES && answer.state === "fails"; tallies += 1) {
    answer = await waitsOnce(contract);
  }
  return answer;
}

async function waitsOnce(contract: Contract): Promise<DoctorCheck> {
  const { facts, result } = await runBinary(contract, "^TestSpins$", "asyncpreemptoff=1", 3000);
  if (facts === null) return check(WAITS, "unknown", "the test binary could not be built");
  if (result?.stopped !== true)
    return check(WAITS, "fails", "the loop was interrupted all the same");
  const busy = incidentsOf({ packages: [facts] }).flatMap((incident) => incident.busy ?? [])[0];
  if (busy === undefined) return check(WAITS, "fails", "the stacks do not show the loop");
  const [from, to] = LOOP_LINES;
  const { file, line } = busy.site;
  return line >= from && line <= to
    ? check(WAITS, "holds", `it hung until SIGQUIT, which names contract.go:${line}`)
    : check(WAITS, "fails", `SIGQUIT shows ${file}:${line}`);
}

/** Facts of `go test -json` on the contract's module. */
async function goTest(
  { session, dir, env }: Contract,
  run: string,
  flags: readonly string[],
): Promise<RunFacts> {
  const reader = new RunReader();
  const stdout = reader.input();
  const stderr = reader.input(true);
  await session.groups.run({
    file: "go",
    args: ["test", "-json", "-count=1", `-run=${run}`, ...flags, "."],
    cwd: dir,
    env,
    merged: false,
    timeoutMs: 300_000,
    onStdout: (chunk) => stdout.push(chunk),
    onStderr: (chunk) => stderr.push(chunk),
  });
  stdout.end();
  stderr.end();
  return reader.facts();
}

/** The contract's test binary, run directly under a GODEBUG. */
async function runBinary(
  contract: Contract,
  run: string,
  debug: string,
  timeoutMs: number,
): Promise<{ facts: PackageFacts | null; result: ProcessResult | null }> {
  const binary = await contractBinary(contract);
  if (binary === null) return { facts: null, result: null };
  const { session, dir, env } = contract;
  return runTestBinary(session.groups, {
    importPath: CONTRACT_PACKAGE,
    words: [binary, `-test.run=${run}`, "-test.v=test2json"],
    cwd: dir,
    env: { ...env, GODEBUG: debug },
    merged: false,
    idleMs: null,
    timeoutMs,
  });
}

function incidentsOf(run: Pick<RunFacts, "packages"> & Partial<RunFacts>): FoundIncident[] {
  const whole = { ...EMPTY_RUN, ...run };
  return tellRun(whole, layoutOf(whole, []), fingerprintHash).flatMap((story) => story.incidents);
}

const panicOf = (facts: RunFacts): FoundIncident | null =>
  incidentsOf(facts).find((incident) => incident.kind === "panic") ?? null;

/** Frames of the user's own but the entry. */
const usersOf = ({ path }: FoundIncident): PathFrame[] => path.filter(isUsersOwn).slice(1);

function saidInstead(facts: RunFacts): string {
  const problem = facts.buildFailures[0]?.problems[0]?.message ?? facts.goMessages[0];
  return problem === undefined ? "no panic was read" : `no panic was read: ${problem}`;
}
