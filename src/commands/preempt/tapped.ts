import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asIfAlone, ask, minorOfGo } from "../../go/index.ts";
import {
  type Hold,
  holdsIn,
  parseStops,
  parseTap,
  type Stop,
  type TapFile,
  type TappedRun,
} from "../../preemption/index.ts";
import type { Plan } from "../../runner/index.ts";
import { stopsFiles } from "./stops-source.ts";
import { handlerAddress, symbolizer } from "./symbols.ts";
import { type TapHost, type TapWorkspace, type TestedPackage, tapWorkspace } from "./workspace.ts";

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
  async run({ importPath, dir }: TestedPackage, isTraced: boolean): Promise<Tapped> {
    this.#count += 1;
    const out = join(this.#plan.tempDir, "preempt", `run${this.#count}`);
    mkdirSync(out);
    try {
      return await this.#runInto(out, importPath, dir, isTraced);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  }

  async #runInto(out: string, path: string, cwd: string, isTraced: boolean): Promise<Tapped> {
    const plan = this.#plan;
    const [binary, trace] = [join(out, "test"), join(out, "trace")];
    let words = "";
    const { exitCode } = await plan.groups.run({
      file: "go",
      args: [
        ...["test", "-count=1", "-vet=off", `-overlay=${this.#workspace.overlay}`, "-o", binary],
        ...(isTraced ? [`-trace=${trace}`] : []),
        ...plan.ownFlags.flags.flatMap((flag) => flag.words),
        path,
        ...(plan.ownFlags.args.length === 0 ? [] : ["-args", ...plan.ownFlags.args]),
      ],
      cwd,
      env: { ...this.#workspace.env, PANICPATH_TAP: join(out, "tap") },
      merged: true,
      timeoutMs: null,
      onStdout: (chunk) => {
        words = (words + chunk).slice(0, 4000);
      },
      onStderr: () => {},
    });
    if (!existsSync(binary)) {
      const why = words.split("\n").find((line) => line !== "" && !line.startsWith("#"));
      return {
        holds: [],
        stops: null,
        requests: 0,
        code: exitCode,
        failure: why ?? "it does not build",
      };
    }
    const taps = tapsIn(out);
    const holds = await this.#holdsOf(binary, taps, cwd);
    const stops = isTraced && holds.length > 0 ? await this.#stopsOf(trace) : null;
    const requests = taps.reduce((sum, tap) => sum + tap.total, 0);
    return { holds, stops, requests, code: exitCode, failure: null };
  }

  async #holdsOf(binary: string, taps: readonly TapFile[], cwd: string): Promise<Hold[]> {
    if (taps.every(({ total }) => total === 0)) return [];
    const caller = { env: this.#workspace.env, groups: this.#plan.groups };
    const own = await handlerAddress(binary, cwd, caller);
    const found = [];
    for (const { requests, tapAddress } of taps) {
      const addresses = requests.flatMap(({ pc, callers }) => [
        pc,
        ...callers.map((address) => address - 1n),
      ]);
      const loadedAt = own === null ? 0n : tapAddress - own;
      found.push(...holdsIn(requests, await symbolizer(binary, addresses, loadedAt, cwd, caller)));
    }
    return found;
  }

  /** Null where no program can read this trace here. */
  async #stopsOf(trace: string): Promise<readonly Stop[] | null> {
    this.#reader ??= this.#buildReader();
    const reader = await this.#reader;
    if (reader === null || !existsSync(trace)) return null;
    const parts: string[] = [];
    const { exitCode } = await this.#plan.groups.run({
      ...{ file: reader, args: [trace], cwd: this.#plan.tempDir, env: this.#plan.env },
      ...{ merged: false, timeoutMs: 60_000 },
      onStdout: (chunk) => parts.push(chunk),
      onStderr: () => {},
    });
    return exitCode === 0 ? parseStops(parts.join("")) : null;
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
    const built = await ask("go", ["build", "-o", binary, "."], dir, caller);
    return built.code === 0 ? binary : null;
  }
}

/** The files of the processes with the tap: go test's, and what it starts of its own binary. */
function tapsIn(dir: string): TapFile[] {
  return readdirSync(dir)
    .filter((name) => name.endsWith(".tap"))
    .slice(0, MOST_PROCESSES)
    .flatMap((name) => parseTap(readFileSync(join(dir, name))) ?? []);
}
