import type { BuildReader } from "../../toolchain/index.ts";
import { parseCall } from "../death/frames.ts";
import { PackageReader } from "../package.ts";
import {
  type PackageLine,
  parseControlLine,
  parsePackageLine,
  parseResultLine,
} from "../result-line.ts";
import {
  endsBuild,
  isBuildLine,
  isHalfPackageLine,
  isNotBuilt,
  isTestTalk,
  loadHeader,
  startsNextPackage,
} from "./plain-lines.ts";

/** Lines held back while it is open whether a package has really ended. */
const HOLD_LIMIT = 600;

/**
 * Reads what `go test` and `go test -v` print for people. A package is named by
 * its last line only, and whatever a test prints looks like the tool's own words.
 */
export class PlainReader {
  readonly #adopt: (reader: PackageReader) => void;
  readonly #known: (importPath: string) => PackageReader;
  readonly #builds: BuildReader;
  #reader: PackageReader | null = null;
  #current: string | null = null;
  #buildHeader: string | null = null;
  /** The header is none that was printed, but the package that the loader names. */
  #isLoad = false;
  #held: { end: PackageLine; line: string; lines: string[] } | null = null;
  /** Lines below a build header that may be a C compiler's, or what a test prints. */
  #open: string[] = [];
  #last = "";
  #isCutOff = false;
  #saysFail = false;

  constructor(
    adopt: (reader: PackageReader) => void,
    known: (importPath: string) => PackageReader,
    builds: BuildReader,
  ) {
    this.#adopt = adopt;
    this.#known = known;
    this.#builds = builds;
  }

  /** True while nothing of a test was read since the last package ended. */
  get idle(): boolean {
    return this.#reader === null && this.#held === null;
  }

  /** The text stops in the middle of a package's last line, or of a block of errors. */
  get isCutOff(): boolean {
    return this.#isCutOff;
  }

  /** FAIL on a line of its own, behind a package: the run has failed. */
  get saysFail(): boolean {
    return this.#saysFail;
  }

  line(line: string): void {
    this.#last = line;
    if (this.#held !== null) this.#holdEnd(line);
    else this.#take(line);
  }

  /** What -m=2 prints below the header of a package; false for any other line. */
  optimiserLine(line: string): boolean {
    return this.#buildHeader !== null && this.#builds.optimiserLine(this.#buildHeader, line);
  }

  /** Below the header of a package that is being built. */
  get inBuild(): boolean {
    return this.#buildHeader !== null;
  }

  /** Something else speaks now: what was printed below a header is over. */
  leaveBuild(): void {
    this.#settleAs("build");
    this.#leave();
  }

  /** One line of go's standard error: only what stands there for a build is taken. */
  errorLine(line: string): boolean {
    if (this.#takeBuild(line, true)) return true;
    const end = parsePackageLine(line);
    if (end !== null) this.#endPackage(end);
    return end !== null;
  }

  /** The text is over: a package without its last line stays unnamed. */
  end(): void {
    if (this.#held !== null) this.#release();
    this.#settleAs("build");
    this.#isCutOff = isHalfPackageLine(this.#last) || this.#stopsInErrors();
    if (this.#reader !== null) {
      this.#adopt(this.#reader);
      this.#reader = null;
    }
  }

  /** Behind a block of errors go test names the package that did not build. */
  #stopsInErrors(): boolean {
    return this.#buildHeader !== null && !this.#isLoad && this.#builds.hasErrors(this.#buildHeader);
  }

  #take(line: string): void {
    if (this.#takeBuild(line)) return;
    const end = parsePackageLine(line);
    if (end !== null && !this.#isPrinted(end)) {
      if (this.#mayBeForged()) this.#held = { end, line, lines: [] };
      else this.#endPackage(end);
      return;
    }
    if (this.#reader === null && (line === "FAIL" || line === "")) {
      this.#saysFail ||= line === "FAIL";
      return;
    }
    this.#takeTestLine(this.#openPackage(), line);
  }

  /** What a running test shows of a go command of its own: no package that runs ends so. */
  #isPrinted({ note }: PackageLine): boolean {
    if (this.#reader?.tests.isRunning !== true) return false;
    return /\[(?:build|setup) failed\]|\(cached\)|\[no test/.test(note);
  }

  #openPackage(): PackageReader {
    this.#reader ??= new PackageReader("");
    return this.#reader;
  }

  /** `# pkg [pkg.test]` and the diagnostics below it; `onlyBuilds`: no test can speak here. */
  #takeBuild(line: string, onlyBuilds = false): boolean {
    if (this.#reader !== null) return false;
    // Under -m=2 there are tens of thousands of these: they are taken before anything is looked for.
    if (this.optimiserLine(line)) return true;
    if (line.startsWith("# ") && !line.startsWith("# [")) {
      this.#settleAs("build");
      this.#buildHeader = line.slice(2);
      this.#isLoad = false;
      this.#builds.open(this.#buildHeader);
      return true;
    }
    if (this.#takeLoad(line)) return true;
    if (this.#buildHeader === null) return false;
    if (/^# \[.*\]$/.test(line)) {
      this.#builds.markVet(this.#buildHeader);
      return true;
    }
    return this.#belowHeader(line, onlyBuilds);
  }

  #leave(): void {
    this.#buildHeader = null;
    this.#isLoad = false;
  }

  /** go test prints a block as it builds, between the packages whose tests have run. */
  #belowHeader(line: string, onlyBuilds: boolean): boolean {
    const end = parsePackageLine(line);
    if (end !== null || (onlyBuilds && isTestTalk(line))) {
      const hasRun = end?.outcome === "fail" && !isNotBuilt(end);
      this.#settleAs(hasRun ? "test" : "build");
      this.#leave();
      return false;
    }
    if (!onlyBuilds && endsBuild(line)) {
      this.#settleAs("test");
      this.#leave();
      return false;
    }
    const isKnown = onlyBuilds || isBuildLine(line);
    if (isKnown) this.#settleAs("build");
    if (isKnown && line !== "FAIL") this.#builds.line(this.#buildHeader ?? "", line);
    else if (!isKnown) this.#hold(line);
    return true;
  }

  #hold(line: string): void {
    this.#open.push(line);
    if (this.#open.length > HOLD_LIMIT) this.#settleAs("build");
  }

  /** What was held back below a header was the compiler's, or a test's. */
  #settleAs(what: "build" | "test"): void {
    const lines = this.#open;
    const header = this.#buildHeader;
    if (lines.length === 0) return;
    this.#open = [];
    if (what === "test") {
      const reader = this.#openPackage();
      for (const line of lines) this.#takeTestLine(reader, line);
    } else if (header !== null) {
      for (const line of lines) if (line !== "FAIL") this.#builds.line(header, line);
    }
  }

  /** What the go command says of packages that it can't load (cmd/go/internal/load, Go 1.23 and older). */
  #takeLoad(line: string): boolean {
    const header = loadHeader(line);
    // Below a header of its own the loader's words are that package's, whatever they name.
    const isBelow = this.#buildHeader !== null && !this.#isLoad;
    if (header === null || isBelow || (this.#isLoad && !line.startsWith("package "))) return false;
    this.#buildHeader = header;
    this.#isLoad = true;
    this.#builds.line(header, line);
    this.#builds.markFailed(header);
    return true;
  }

  #takeTestLine(reader: PackageReader, line: string): void {
    const control = parseControlLine(line);
    if (control !== null) {
      this.#current = reader.control(line, control);
      return;
    }
    if (line.startsWith("Benchmark") && reader.benchmark(line)) {
      this.#current = line.split(/[\s]/, 1)[0] ?? null;
    }
    const result = parseResultLine(line);
    if (result !== null) {
      reader.result(result.test, result.result);
      reader.mark(line, { test: result.test, outcome: result.result.outcome });
      this.#current = result.test;
      return;
    }
    if (line === "PASS" || line === "FAIL") {
      reader.verdict(line);
      this.#current = null;
    } else if (!reader.glued(line)) reader.line(line, this.#current);
  }

  /** Up to Go 1.22 a panic message may hold a whole `FAIL\tpkg\t0.1s` line of a child process. */
  #mayBeForged(): boolean {
    const items = this.#reader?.region.items ?? [];
    return items.some((item) => item.kind === "text" && item.line.startsWith("panic: "));
  }

  #holdEnd(line: string): void {
    const held = this.#held;
    if (held === null) return;
    held.lines.push(line);
    if (this.#continues(line, held.lines)) {
      this.#held = null;
      const reader = this.#openPackage();
      reader.line(held.line, this.#current);
      for (const earlier of held.lines) this.#takeTestLine(reader, earlier);
      return;
    }
    if (startsNextPackage(line) || held.lines.length > HOLD_LIMIT) this.#release();
  }

  /** The message goes on: its second copy begins, or a stack comes without a head of its own. */
  #continues(line: string, lines: readonly string[]): boolean {
    if (line.startsWith("\tpanic: ")) {
      const head = line.slice(1);
      const items = this.#reader?.region.items ?? [];
      return items.some((item) => item.kind === "text" && item.line === head);
    }
    const call = parseCall(line);
    if (call === null || !call.function.startsWith("testing.tRunner.func1")) return false;
    return !lines.some((earlier) => /^(?:panic: |fatal error: |=== |--- )/.test(earlier));
  }

  #release(): void {
    const held = this.#held;
    this.#held = null;
    if (held === null) return;
    this.#endPackage(held.end);
    for (const line of held.lines) this.line(line);
  }

  #endPackage(end: PackageLine): void {
    const reader = this.#reader ?? this.#known(end.importPath);
    if (this.#reader !== null) {
      this.#reader.importPath = end.importPath;
      this.#adopt(this.#reader);
    }
    this.#reader = null;
    this.#current = null;
    this.#leave();
    if (end.note.includes("(cached)")) reader.cached = true;
    if (end.note.includes("[no test files]")) reader.noTestFiles = true;
    if (isNotBuilt(end)) reader.buildFailed = true;
    reader.end({ outcome: end.outcome, seconds: end.seconds });
  }
}
