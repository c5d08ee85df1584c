import { type PackageLine, parseCall, type RegionItem } from "../../parse/index.ts";
import { startsNextPackage } from "./plain-lines.ts";

/** Lines held back while it is open whether a package has really ended. */
const HOLD_LIMIT = 600;

/**
 * A package's last line that may be part of a panic's message, and the lines behind it. Up to Go 1.22 a
 * message may hold a whole `FAIL\tpkg\t0.1s` of a child process.
 */
export class HeldEnd {
  readonly end: PackageLine;
  readonly line: string;
  readonly lines: string[] = [];

  constructor(end: PackageLine, line: string) {
    this.end = end;
    this.line = line;
  }

  /** What the next line says: the message goes on, the package is over, or still neither. */
  offer(line: string, items: readonly RegionItem[]): "continues" | "over" | "open" {
    this.lines.push(line);
    if (this.#continues(line, items)) return "continues";
    return startsNextPackage(line) || this.lines.length > HOLD_LIMIT ? "over" : "open";
  }

  /** Its second copy begins, or a stack comes without a head of its own. */
  #continues(line: string, items: readonly RegionItem[]): boolean {
    if (line.startsWith("\tpanic: ")) {
      const head = line.slice(1);
      if (!items.some((item) => item.kind === "text" && item.line === head)) return false;
      // What stands behind the end has a head of its own: another package panicked with these words.
      return !this.lines.slice(0, -1).some((earlier) => earlier.startsWith(head));
    }
    const before = this.lines.slice(0, -1);
    const call = parseCall(line);
    if (call === null || !call.function.startsWith("testing.tRunner.func1")) return false;
    return !before.some((earlier) => /^(?:panic: |fatal error: |=== |--- )/.test(earlier));
  }
}

/** Whether a package's last line may be such a part: a panic's message has begun. */
export const mayBeForged = (items: readonly RegionItem[]): boolean =>
  items.some((item) => item.kind === "text" && item.line.startsWith("panic: "));
