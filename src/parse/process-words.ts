import { detached, parseExitStatus } from "../model/index.ts";

interface Heard {
  readonly verdict: "PASS" | "FAIL" | null;
  readonly hasFailed: boolean;
  readonly within: boolean;
}

/** What a process, or go test behind it, says of its end and of how it ran, in lines of their own. */
export class ProcessWords {
  /** A bare PASS or FAIL at package level. */
  verdict: "PASS" | "FAIL" | null = null;
  /** It was FAIL once. */
  hasFailed = false;
  exitStatus: number | null = null;
  killedBy: string | null = null;
  shuffleSeed: string | null = null;
  coverage: string | null = null;

  /** What was known before the last verdict, or before the first of some that may be another process's. */
  #before: Heard | null = null;

  /** `within`: it stands where a test of the process still runs: a child may have said it, or the test itself. */
  say(verdict: "PASS" | "FAIL", within: boolean): void {
    const { verdict: last, hasFailed } = this;
    if (!within || this.#before?.within !== true) {
      this.#before = { verdict: last, hasFailed, within };
    }
    this.verdict = verdict;
    this.hasFailed ||= verdict === "FAIL";
  }

  /** The process went on: the verdict was not its own. `all`: also where no test ran by what was known then. */
  takeBack(all: boolean): void {
    if (this.#before === null || !(all || this.#before.within)) return;
    this.verdict = this.#before.verdict;
    this.hasFailed = this.#before.hasFailed;
    this.#before = null;
  }

  /** What was said so far. */
  get heard(): Pick<Heard, "verdict" | "hasFailed"> {
    const { verdict, hasFailed } = this;
    return { verdict, hasFailed };
  }

  /** What was said since was all another process's. */
  restore({ verdict, hasFailed }: Pick<Heard, "verdict" | "hasFailed">): void {
    this.verdict = verdict;
    this.hasFailed = hasFailed;
    this.#before = null;
  }

  note(line: string): void {
    switch (line.charCodeAt(0)) {
      case 101 /* e */:
        this.exitStatus = parseExitStatus(line) ?? this.exitStatus;
        break;
      case 115 /* s */:
        if (/^signal: [a-z0-9/ ]+(?: \(core dumped\))?$/.test(line)) this.killedBy = detached(line);
        break;
      case 45 /* - */:
        // A number (testing, newTestContext): it stands in a line to paste, and a test may print what it likes.
        if (/^-test\.shuffle \d{1,20}$/.test(line)) this.shuffleSeed = detached(line.slice(14));
        break;
      case 99 /* c */:
        if (line.startsWith("coverage: ")) this.coverage = detached(line);
        break;
      default:
    }
  }
}
