import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "../../files/index.ts";
import { asIfAlone, ask, minorOfGo } from "../../go/index.ts";
import {
  type CodePlace,
  type Hold,
  holdsIn,
  parseStops,
  parseTap,
  parseYields,
  type Stop,
  type Symbolizer,
  type TapFile,
  type TappedRun,
  takenInStops,
  waitedForMost,
  type Yield,
} from "../../preemption/index.ts";
import type { Plan } from "../../runner/index.ts";
import { stopsFiles } from "./stops-source.ts";
import { handlerAddress, symbolizer } from "./symbols.ts";
import { type TapHost, type TapWorkspace, type TestedPackage, tapWorkspace } from "./workspace.ts";

/** Shorter stops are nobody's fault. */
const LONG_STOP_NS = 500_000;
/** Processes of a run that are looked at: a test binary may start itself. */
const MOST_PROCESSES = 8;

/** What one run of a package's tests came to. */
export interface Tapped extends TappedRun {
  /** Requests that were seen, taken or refused. */
  readonly requests: number;
  /** go test's own exit code; null where a signal ended it. */
  readonly code: number | null;
  /** Why nothing was built; null where it was. */
  readonly failure: string | null;
}

/** Whether the tap is for this system: it looks at signals of Linux. */
export const hasTap = ({ goos, goarch }: Pick<Plan["go"], "goos" | "goarch">): boolean =>
  goos === "linux" && ["amd64", "arm64"].includes(goarch);

/** Runs tests with the tap in them. */
export class TapRunner {
  readonly #plan: TapHost;
  readonly #workspace: TapWorkspace;
  #reader: Promise<string | null> | null = null;
  #count = 0;

  private constructor(plan: TapHost, workspace: TapWorkspace) {
    this.#plan = plan;
    this.#workspace = workspace;
  }

  static async open(plan: TapHost, packages: readonly TestedPackage[]): Promise<TapRunner> {
    return new TapRunner(plan, await tapWorkspace(plan, packages));
  }

  /** The tests of a package; `isTraced`: with an execution trace, which costs more and tells who waited. */
  run(pkg: TestedPackage, isTraced: boolean): Promise<Tapped> {
    return this.#inFolder(async (out) => {
      const ran = await this.#start(out, pkg, isTraced, null);
      if (ran.failure !== null) return { holds: [], stops: null, requests: 0, ...ran };
      const taps = tapsIn(out);
      const isHeld = taps.some(({ requests }) => requests.some(({ isRefused }) => isRefused));
      const traced = isTraced && isHeld ? await this.#traced(traceIn(out), LONG_STOP_NS) : null;
      const holds = await this.#holdsOf(binaryIn(out), taps, traced?.yields ?? [], pkg.dir);
      const stops = traced?.stops ?? null;
      const requests = taps.reduce((sum, tap) => sum + tap.total, 0);
      return { holds, stops, requests, ...ran };
    });
  }

  /** Where those stood that collections waited for last, in runs with a trace; null where that can't be told. */
  lastStopped(pkg: TestedPackage, runs: number, timeoutMs: number): Promise<CodePlace | null> {
    return this.#inFolder(async (out) => {
      const seen: CodePlace[][] = [];
      for (let run = 0; run < runs; run += 1) {
        for (const name of tapNames(out)) rmSync(join(out, name));
        const { failure } = await this.#start(out, pkg, true, timeoutMs);
        const traced = failure === null ? await this.#traced(traceIn(out), 0) : null;
        if (traced === null) return null;
        seen.push(await this.#placesIn(out, traced.stops, pkg.dir));
      }
      return waitedForMost(seen);
    });
  }

  /** Of the requests that were taken in stops; each process may have been loaded elsewhere. */
  async #placesIn(out: string, stops: readonly Stop[], cwd: string): Promise<CodePlace[]> {
    const places: CodePlace[] = [];
    for (const { requests, tapAddress } of tapsIn(out)) {
      const addresses = takenInStops(requests, stops).map(({ pc }) => pc);
      const symbolOf = await this.#symbolizerOf(binaryIn(out), tapAddress, addresses, cwd);
      places.push(...addresses.flatMap((address) => symbolOf(address) ?? []));
    }
    return places;
  }

  async #inFolder<T>(look: (out: string) => Promise<T>): Promise<T> {
    this.#count += 1;
    const out = join(this.#plan.tempDir, "preempt", `run${this.#count}`);
    mkdirSync(out);
    try {
      return await look(out);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  }

  async #start(
    out: string,
    { importPath, dir: cwd }: TestedPackage,
    isTraced: boolean,
    timeoutMs: number | null,
  ): Promise<Pick<Tapped, "code" | "failure">> {
    const plan = this.#plan;
    let words = "";
    const { exitCode } = await plan.groups.run({
      file: "go",
      args: [
        ...["test", "-count=1", "-vet=off", `-overlay=${this.#workspace.overlay}`],
        ...["-o", binaryIn(out), ...(isTraced ? [`-trace=${traceIn(out)}`] : [])],
        ...plan.ownFlags.flags.flatMap((flag) => flag.words),
        importPath,
        ...(plan.ownFlags.args.length === 0 ? [] : ["-args", ...plan.ownFlags.args]),
      ],
      cwd,
      env: { ...this.#workspace.env, PANICPATH_TAP: join(out, "tap") },
      merged: true,
      timeoutMs,
      onStdout: (chunk) => {
        words = (words + chunk).slice(0, 4000);
      },
      onStderr: () => {},
    });
    if (existsSync(binaryIn(out))) return { code: exitCode, failure: null };
    const why = words.split("\n").find((line) => line !== "" && !line.startsWith("#"));
    return { code: exitCode, failure: why ?? "it does not build" };
  }

  async #holdsOf(
    binary: string,
    taps: readonly TapFile[],
    yields: readonly Yield[],
    cwd: string,
  ): Promise<Hold[]> {
    const found: Hold[] = [];
    for (const { requests, tapAddress, total } of taps) {
      if (total === 0) continue;
      const addresses = requests.flatMap(({ pc, callers }) => [
        pc,
        ...callers.map((address) => address - 1n),
      ]);
      const symbolOf = await this.#symbolizerOf(binary, tapAddress, addresses, cwd);
      found.push(...holdsIn(requests, symbolOf, yields));
    }
    return found;
  }

  /** `tapAddress`: where the tap's handler lay in the process, which tells where a PIE was loaded. */
  async #symbolizerOf(
    binary: string,
    tapAddress: bigint,
    addresses: readonly bigint[],
    cwd: string,
  ): Promise<Symbolizer> {
    const caller = { env: this.#workspace.env, groups: this.#plan.groups };
    const own = await handlerAddress(binary, cwd, caller);
    const loadedAt = own === null ? 0n : tapAddress - own;
    return symbolizer(binary, addresses, loadedAt, cwd, caller);
  }

  /** Null where no program can read this trace here. */
  async #traced(
    trace: string,
    leastNs: number,
  ): Promise<{ readonly stops: readonly Stop[]; readonly yields: readonly Yield[] } | null> {
    this.#reader ??= this.#buildReader();
    const reader = await this.#reader;
    if (reader === null || !existsSync(trace)) return null;
    const parts: string[] = [];
    const { exitCode } = await this.#plan.groups.run({
      ...{
        file: reader,
        args: [trace, String(leastNs)],
        cwd: this.#plan.tempDir,
        env: this.#plan.env,
      },
      ...{ merged: false, timeoutMs: 60_000 },
      onStdout: (chunk) => parts.push(chunk),
      onStderr: () => {},
    });
    const text = parts.join("");
    return exitCode === 0 ? { stops: parseStops(text), yields: parseYields(text) } : null;
  }

  /** Built once, in the tool folder where there is one; outside of the module, whatever its flags are. */
  async #buildReader(): Promise<string | null> {
    const { go, toolDir, tempDir, env, groups } = this.#plan;
    const minor = minorOfGo(go.version);
    const files = minor === null ? null : stopsFiles(minor);
    if (files === null) return null;
    const source = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 12);
    const dir = join(toolDir ?? tempDir, `stops-${go.version}-${source}`);
    const binary = join(dir, "stops");
    if (existsSync(binary)) return binary;
    mkdirSync(dir, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
    const caller = { env: { ...env, ...asIfAlone(dir, go.version) }, groups };
    // Another run may look for it meanwhile: under its name it is whole.
    const draft = `${binary}-${process.pid}`;
    const built = await ask("go", ["build", "-o", draft, "."], dir, caller);
    if (built.code !== 0) return null;
    renameSync(draft, binary);
    return binary;
  }
}

const binaryIn = (out: string): string => join(out, "test");
const traceIn = (out: string): string => join(out, "trace");

const tapNames = (dir: string): string[] =>
  readdirSync(dir).filter((name) => name.endsWith(".tap"));

/** The files of the processes with the tap: go test's, and what it starts of its own binary. */
const tapsIn = (dir: string): TapFile[] =>
  tapNames(dir)
    .slice(0, MOST_PROCESSES)
    .flatMap((name) => parseTap(readFileSync(join(dir, name))) ?? []);
