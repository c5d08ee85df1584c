/** A test, or a package by itself (`test` empty), as gotestsum tells of it. Source: gotestsum, testjson/summary.go and format.go. */
export interface ToldCase {
  /** Below the module that gotestsum ran in, `.` for its root; whole where it lies elsewhere. */
  readonly path: string;
  readonly test: string;
  readonly outcome: "pass" | "fail" | "skip";
  /** Null for a test that never ended. */
  readonly seconds: number | null;
  readonly lines: string[];
}

/** A package in a line of its own. */
export interface ToldPackage {
  readonly path: string;
  readonly outcome: "pass" | "fail" | "skip";
  readonly seconds: number | null;
  readonly cached: boolean;
}

/** One run, as its summary and the lines before it tell. */
export interface Told {
  readonly packages: readonly ToldPackage[];
  readonly cases: readonly ToldCase[];
  /** What stands below `=== Errors`, and go prints for people. */
  readonly errors: readonly string[];
  /** How many failures the last line counts. */
  readonly failures: number;
  /** The last line is not there. */
  readonly isCut: boolean;
}

/** Whether the run that it tells of failed. */
export const isFailing = ({ packages, cases, failures }: Told): boolean =>
  failures > 0 || [...packages, ...cases].some(({ outcome }) => outcome === "fail");

/** What becomes of a line. */
export type Taken =
  /** It is read as any other: it may be a test's. */
  | { readonly kind: "other" }
  /** It is held as part of a summary. */
  | { readonly kind: "held" }
  /** The run is over. */
  | { readonly kind: "over"; readonly told: Told }
  /** What looked like a summary is none: these lines are as any others; `again`: to be taken once more. */
  | { readonly kind: "none"; readonly lines: readonly string[]; readonly again: string | null };

const ERRORS = "=== Errors";

const SECTION = /^=== (?:Skipped|Failed|Errors)$/;
const CASE =
  /^=== (FAIL|SKIP): (\S+) (\S*?)(?: \(re-run \d{1,9}\))? \((?:(\d{1,9}\.\d\d)s|unknown)\)$/;
const DONE =
  /^DONE (?:\d{1,9} runs, )?\d{1,9} tests(?:, \d{1,9} skipped)?(?:, (\d{1,9}) failures?)?(?:, \d{1,9} errors?)? in /;
/** `PASS ring.TestAt/newest (0.00s)`; in the format for GitHub behind two blanks or a mark of its own. */
const TEST =
  /^(?: {0,2}|::group::)(PASS|SKIP|FAIL) (?:(\S+?)\.)?((?:Test|Example|Fuzz)\S*)(?: \(re-run \d{1,9}\))? \((-?\d{1,9}\.\d\d)s\)$/;

/** `✓  ring (7ms)`, `PASS ring (cached)`, `  FAIL Package ring (7ms)`. */
const PACKAGE =
  /^(?:([✓✖∅✅❌➖\ueba4\ueabd\uea87\uf49e\uf517\uf52f]|\u{f01f5}|\u{f01f6}|\u{f01f8}) {2}| {0,2}(PASS|FAIL|EMPTY|SKIP) (?: |Package )?)([\w.~/-]+)((?: \([^()]{1,80}\)){0,4})$/u;
/** None of its own lines but those of tests is longer. */
const LONGEST = 2000;

const OTHER: Taken = { kind: "other" };

/** Of all held lines: a summary is short. */
const MOST_LETTERS = 32e6;

const OUTCOMES: ReadonlyMap<string, ToldPackage["outcome"]> = new Map([
  ...["✓", "✅", "\ueba4", "\uf49e", "\u{f01f5}", "PASS"].map((sign) => [sign, "pass"] as const),
  ...["✖", "❌", "\uea87", "\uf52f", "\u{f01f8}", "FAIL"].map((sign) => [sign, "fail"] as const),
]);

/**
 * Finds gotestsum's own words in a text: lines of tests and packages, and behind them the summary, which tells of every failure
 * once, whatever the format. What looks like one and has no last line is given back.
 */
export class GotestsumReader {
  #packages: ToldPackage[] = [];
  #passed: ToldCase[] = [];
  /** Lines from the summary's first heading on; null before. */
  #summary: string[] | null = null;
  #letters = 0;

  take(line: string): Taken {
    if (this.#summary !== null) return this.#within(this.#summary, line);
    if (line.length > LONGEST) return OTHER;
    if (SECTION.test(line)) {
      this.#summary = [line];
      return { kind: "held" };
    }
    if (this.#notes(line)) return OTHER;
    const speaks = this.#packages.length + this.#passed.length > 0;
    return speaks && DONE.test(line) ? this.#over([], line) : OTHER;
  }

  /** The text is over: a summary may be cut off. */
  end(): Taken {
    const summary = this.#summary ?? [];
    if (summary.some((line) => CASE.test(line))) return this.#over(summary, null);
    this.#forget();
    return { kind: "none", lines: summary, again: null };
  }

  #within(summary: string[], line: string): Taken {
    // Below the heading of tests stands a test.
    const isOther = summary.length === 1 && summary[0] !== ERRORS && !CASE.test(line);
    if (!isOther && DONE.test(line)) return this.#over(summary, line);
    this.#letters += line.length;
    if (isOther || this.#letters > MOST_LETTERS) {
      this.#summary = null;
      this.#letters = 0;
      return { kind: "none", lines: summary, again: line };
    }
    summary.push(line);
    return { kind: "held" };
  }

  #notes(line: string): boolean {
    const test = line.includes("s)") ? TEST.exec(line) : null;
    if (test !== null) {
      const [, word = "", path = ".", name = "", seconds = ""] = test;
      // Of what failed, or was skipped, the summary tells more.
      if (word === "PASS") {
        const told = { path, test: name, outcome: "pass" as const };
        this.#passed.push({ ...told, seconds: Number(seconds), lines: [] });
      }
      return true;
    }
    const found = PACKAGE.exec(line);
    if (found === null) return false;
    const [, sign, word = "", path = "", notes = ""] = found;
    const outcome = OUTCOMES.get(sign ?? word) ?? "skip";
    const cached = notes.includes("(cached)");
    this.#packages.push({ path, outcome, seconds: secondsIn(notes), cached });
    return true;
  }

  #over(summary: readonly string[], last: string | null): Taken {
    const { cases, errors } = casesIn(summary);
    const told = {
      packages: this.#packages,
      cases: [...this.#passed, ...cases],
      errors,
      failures: Number(DONE.exec(last ?? "")?.[1] ?? 0),
      isCut: last === null,
    };
    this.#forget();
    return { kind: "over", told };
  }

  #forget(): void {
    this.#packages = [];
    this.#passed = [];
    this.#summary = null;
    this.#letters = 0;
  }
}

function casesIn(summary: readonly string[]): Pick<Told, "cases" | "errors"> {
  const cases: ToldCase[] = [];
  const errors: string[] = [];
  let lines: string[] = [];
  for (const line of summary) {
    const told = SECTION.test(line) ? null : caseOf(line);
    if (told !== null) {
      lines = told.lines;
      cases.push(told);
    } else if (!SECTION.test(line)) lines.push(line);
    else lines = line === ERRORS ? errors : [];
  }
  for (const { lines: own } of [...cases, { lines: errors }]) dropBlank(own);
  return { cases, errors };
}

function caseOf(line: string): ToldCase | null {
  const head = CASE.exec(line);
  if (head === null) return null;
  const [, word, path = "", test = "", seconds] = head;
  const outcome = word === "FAIL" ? "fail" : "skip";
  return {
    path,
    test,
    outcome,
    seconds: seconds === undefined ? null : Number(seconds),
    lines: [],
  };
}

/** A blank line stands between two of them, and before the next heading. */
function dropBlank(lines: string[]): void {
  if (lines.at(-1) === "") lines.pop();
}

/** `12ms`, `3.009s`, `1m2.5s` in brackets; null without any. */
function secondsIn(notes: string): number | null {
  const found = /\((?:(\d{1,6})m)?(\d{1,6}(?:\.\d{1,9})?)(ms|s)\)/.exec(notes);
  if (found === null) return null;
  const [, minutes = "0", amount = "", unit] = found;
  return 60 * Number(minutes) + Number(amount) / (unit === "ms" ? 1000 : 1);
}
