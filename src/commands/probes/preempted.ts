import { goEnvironment, minorOfGo, parseGoFlags } from "../../go/index.ts";
import type { DoctorCheck } from "../../render/index.ts";
import { hasTap, TapRunner } from "../../steps/index.ts";
import { type Contract, check, contractBinary } from "./contract-binary.ts";
import { CONTRACT_PACKAGE } from "./contract-module.ts";

/** More words of a trace are not needed. */
const MOST_LETTERS = 1 << 20;
/** Up to Go 1.25 all registers lie on the stack, 392 bytes on amd64 and 520 on arm64 with the return address; since 1.26 vector registers do not. */
const LARGE_FRAME = 300;
const FIRST_SMALL_MINOR = 26;

/** What async preemption leaves on a goroutine's stack: runtime.asyncPreempt with the registers (runtime/preempt_GOARCH.s). */
export async function preemptedFrame(contract: Contract): Promise<DoctorCheck> {
  const name = "a preempted goroutine has the frame of asyncPreempt";
  const binary = await contractBinary(contract);
  if (binary === null) return check(name, "unknown", "the test binary could not be built");
  const bytes = frameBytes(await lastWords(contract, binary));
  if (bytes === null) return check(name, "unknown", "no goroutine was seen in it");
  const { version } = await goEnvironment(contract.dir, callerOf(contract));
  const minor = minorOfGo(version);
  const isLarge = bytes > LARGE_FRAME;
  const where = isLarge ? "all registers are saved there" : "vector registers are saved in the P";
  const text = `it takes ${bytes} bytes of the stack: ${where}`;
  const isKnown = minor === null || isLarge === minor < FIRST_SMALL_MINOR;
  return isKnown
    ? check(name, "holds", text)
    : check(name, "unknown", `${text}, which is new with ${version}`);
}

/** `fp=0xc00003a7d8 sp=0xc00003a650` below the frame's name, under GOTRACEBACK=system. */
function frameBytes(trace: string): number | null {
  const found =
    /^runtime\.asyncPreempt\(\)\n\t[^\n]* fp=0x([0-9a-f]{1,16}) sp=0x([0-9a-f]{1,16})/m.exec(trace);
  if (found === null) return null;
  return Number(BigInt(`0x${found[1]}`) - BigInt(`0x${found[2]}`));
}

/** What the test prints that dies beside a loop, on one processor. */
async function lastWords({ session, dir, env }: Contract, binary: string): Promise<string> {
  let words = "";
  const keep = (chunk: string): void => {
    if (words.length < MOST_LETTERS) words += chunk;
  };
  await session.groups.run({
    ...{ file: binary, args: ["-test.run=^TestPreempted$"], cwd: dir, merged: true },
    env: { ...env, GOTRACEBACK: "system" },
    timeoutMs: 20_000,
    onStdout: keep,
    onStderr: keep,
  });
  return words;
}

const callerOf = ({ env, session: { groups } }: Contract) => ({ env, groups });

/** Whether `lab preempt` can be used here: its tap is built into a test binary, and sees the signals that stop a loop. */
export async function tapSees(contract: Contract): Promise<DoctorCheck> {
  const name = "the tap of lab preempt sees who is asked to stop";
  const go = await goEnvironment(contract.dir, callerOf(contract));
  if (!hasTap(go)) {
    return check(
      name,
      "unknown",
      `it is for Linux on amd64 and arm64, this is ${go.goos}/${go.goarch}`,
    );
  }
  const { dir, env, session } = contract;
  const pkg = {
    ...{ importPath: CONTRACT_PACKAGE, dir },
    ...{ testFiles: ["contract_test.go"], externalTestFiles: [] },
  };
  const host = {
    ...{ tempDir: session.tempDir, toolDir: null, groups: session.groups, go, env },
    ownFlags: parseGoFlags(["-run=^TestSpins$"]),
  };
  const runner = await TapRunner.open(host, [pkg]);
  const { requests, failure } = await runner.run(pkg, false);
  // No report rests on it: it is no reason to doubt them.
  if (failure !== null) return check(name, "unknown", failure);
  return requests > 0
    ? check(name, "holds", `${requests} requests to stop were seen`)
    : check(name, "unknown", "no request to stop was seen");
}
