import { looksLikeCrash } from "../../parse/index.ts";
import { isBuildLine, isTestTalk } from "./plain-lines.ts";

/** More lines than that before a test speaks are a test's, not a script's. */
const MOST = 2000;

/** What becomes of a line that may stand before a package's output. */
export type Placed =
  /** Kept until it is known whose it is. */
  | { readonly kind: "held" }
  /** A block of a build begins: the lines before it were nobody's. */
  | { readonly kind: "build"; readonly header: string; readonly before: readonly string[] }
  /** A test speaks: the lines before it are its package's. */
  | { readonly kind: "test"; readonly before: readonly string[] };

/**
 * Lines between two packages that no test has printed for sure: a script's echo, or the log of a
 * package whose tests come later. The first line that only one of them can be decides.
 */
export class Lead {
  #lines: string[] = [];

  get isEmpty(): boolean {
    return this.#lines.length === 0;
  }

  /** The next line, where no package is open. */
  place(line: string): Placed {
    const above = this.#lines.at(-1);
    if (above !== undefined && isHeader(above) && isBelowHeader(line)) {
      return { kind: "build", header: above, before: this.take().slice(0, -1) };
    }
    if (isTestsOwn(line) || this.#lines.length >= MOST)
      return { kind: "test", before: this.take() };
    this.#lines.push(line);
    return { kind: "held" };
  }

  /** All that is held; nothing is, behind it. */
  take(): string[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }
}

/** `# example.com/m [example.com/m.test]`: no heading of a text, which has blanks. */
const isHeader = (line: string): boolean => /^# [^\s[]+(?: \[[^\s\]]+\])?$/.test(line);

/** What the compiler, vet or the linker begin a block with. */
const isBelowHeader = (line: string): boolean => /^# \[.*\]$/.test(line) || isBuildLine(line);

/** What only a test binary prints. */
const isTestsOwn = (line: string): boolean =>
  isTestTalk(line) ||
  line === "PASS" ||
  line === "FAIL" ||
  looksLikeCrash(line) ||
  line.includes("--- ") ||
  /^(?:Benchmark\S|testing: |coverage: |={18}$|gc \d+ @|exit status \d|signal: |-test\.shuffle )/.test(
    line,
  );
