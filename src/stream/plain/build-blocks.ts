import { isNotBuilt, parsePackageLine } from "../../parse/index.ts";
import type { BuildReader } from "../../toolchain/index.ts";
import { endsBuild, isBuildLine, isTestTalk, loadHeader } from "./plain-lines.ts";

/** Lines below a header that are held back while it is open whose they are. */
const HOLD_LIMIT = 600;

/** The blocks of errors that go test prints between packages: `# pkg [pkg.test]` and what stands below. */
export class BuildBlocks {
  readonly #builds: BuildReader;
  /** Gets lines below a header that a test has printed after all. */
  readonly #test: (line: string) => void;
  #header: string | null = null;
  /** The header is none that was printed, but the package that the loader names. */
  #isLoad = false;
  /** Lines below a header that may be a C compiler's, or what a test prints. */
  #open: string[] = [];

  constructor(builds: BuildReader, test: (line: string) => void) {
    this.#builds = builds;
    this.#test = test;
  }

  /** Below the header of a package that is being built. */
  get isIn(): boolean {
    return this.#header !== null;
  }

  /** Behind a block of errors go test names the package that did not build. */
  get stopsInErrors(): boolean {
    return this.#header !== null && !this.#isLoad && this.#builds.hasErrors(this.#header);
  }

  /** What -m=2 prints below the header of a package; false for any other line. */
  optimiserLine(line: string): boolean {
    return this.#header !== null && this.#builds.optimiserLine(this.#header, line);
  }

  /** The line above what follows, without its mark. */
  begin(header: string): void {
    this.settle("build");
    this.#header = header;
    this.#isLoad = false;
    this.#builds.open(header);
  }

  /** A line where no package is open; false where it is none of a build. `onlyBuilds`: no test can speak here. */
  take(line: string, onlyBuilds: boolean): boolean {
    // Under -m=2 there are tens of thousands of these: they are taken before anything is looked for.
    if (this.optimiserLine(line)) return true;
    if (line.startsWith("# ") && !line.startsWith("# [")) {
      this.begin(line.slice(2));
      return true;
    }
    if (this.#takeLoad(line)) return true;
    if (this.#header === null) return false;
    if (/^# \[.*\]$/.test(line)) {
      this.#builds.markVet(this.#header);
      return true;
    }
    return this.#below(line, onlyBuilds);
  }

  /** What was printed below a header is over. */
  leave(): void {
    this.#header = null;
    this.#isLoad = false;
  }

  /** go test prints a block as it builds, between the packages whose tests have run. */
  #below(line: string, onlyBuilds: boolean): boolean {
    const end = parsePackageLine(line);
    if (end !== null || (onlyBuilds && isTestTalk(line))) {
      const hasRun = end?.outcome === "fail" && !isNotBuilt(end);
      this.settle(hasRun ? "test" : "build");
      this.leave();
      return false;
    }
    if (!onlyBuilds && endsBuild(line)) {
      this.settle("test");
      this.leave();
      return false;
    }
    const isKnown = onlyBuilds || isBuildLine(line);
    if (isKnown) this.settle("build");
    if (isKnown && line !== "FAIL") this.#builds.line(this.#header ?? "", line);
    else if (!isKnown) this.#hold(line);
    return true;
  }

  #hold(line: string): void {
    this.#open.push(line);
    if (this.#open.length > HOLD_LIMIT) this.settle("build");
  }

  /** What was held back below a header was the compiler's, or a test's. */
  settle(what: "build" | "test"): void {
    const lines = this.#open;
    const header = this.#header;
    if (lines.length === 0) return;
    this.#open = [];
    if (what === "test") for (const line of lines) this.#test(line);
    else if (header !== null) {
      for (const line of lines) if (line !== "FAIL") this.#builds.line(header, line);
    }
  }

  /** What the go command says of packages that it can't load (cmd/go/internal/load, Go 1.23 and older). */
  #takeLoad(line: string): boolean {
    const header = loadHeader(line);
    // Below a header of its own the loader's words are that package's, whatever they name.
    const isBelow = this.#header !== null && !this.#isLoad;
    if (header === null || isBelow || (this.#isLoad && !line.startsWith("package "))) return false;
    this.#header = header;
    this.#isLoad = true;
    this.#builds.line(header, line);
    this.#builds.markFailed(header);
    return true;
  }
}
