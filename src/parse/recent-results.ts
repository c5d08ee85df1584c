import { detached, type TestResult } from "../model/index.ts";

const MOST = 64;

interface RecentResult {
  readonly test: string;
  readonly outcome: TestResult["outcome"];
  /** Where it stands in the suspicious region; 0 outside one. */
  readonly seq: number;
}

/** The results that were printed last. */
export class RecentResults {
  #all: RecentResult[] = [];

  /** `trusted`: of passes that follow each other one tells what all of them do, that nothing failed last. */
  push({ test, outcome, seq }: RecentResult, trusted: boolean): void {
    const last = this.#all.at(-1);
    if (trusted && outcome === "pass" && last?.outcome === "pass" && last.seq === seq) return;
    this.#all.push({ test: detached(test), outcome, seq });
    if (this.#all.length > 2 * MOST) this.#all = this.#all.slice(-MOST);
  }

  /**
   * Tests whose failure was printed last, of those that are `counted`: testing prints the culprit's and
   * its parents' before it panics on (doPanic). `unbroken`: nothing else may have ended between them.
   */
  failed(counted: (result: RecentResult) => boolean, unbroken: boolean): readonly string[] {
    const known = this.#all.filter(counted);
    const last = known.findLastIndex((result) => result.outcome !== "fail");
    return known
      .slice(unbroken ? last + 1 : 0)
      .filter((result) => result.outcome === "fail")
      .map((result) => result.test);
  }
}
