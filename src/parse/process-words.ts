import { detached } from "../model/index.ts";

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

  say(verdict: "PASS" | "FAIL"): void {
    this.verdict = verdict;
    this.hasFailed ||= verdict === "FAIL";
  }

  note(line: string): void {
    switch (line.charCodeAt(0)) {
      case 101 /* e */:
        if (/^exit status \d+$/.test(line)) this.exitStatus = Number(line.slice(12));
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
