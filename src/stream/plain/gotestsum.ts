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
  /** Last lines of packages that were not built, which up to Go 1.23 are no events, and puzzle gotestsum. */
  readonly notBuilt: readonly string[];
  /** How many failures the last line counts. */
  readonly failures: number;
  /** The last line is not there. */
  readonly isCut: boolean;
}

/** Whether the run that it tells of failed. */
export const isFailing = ({ packages, cases, failures, notBuilt }: Told): boolean =>
  failures + notBuilt.length > 0 ||
  [...packages, ...cases].some(({ outcome }) => outcome === "fail");

/** What becomes of a line. */
export type Taken =
  | { readonly kind: "other" }
  /** It looks like a line of a test or a package: it is read as any other, as a test may have printed it. */
  | { readonly kind: "noted" }
  /** It is held as part of a summary. */
  | { readonly kind: "held" }
  /** The run is over; `again`: a line behind it, to be taken once more. */
  | { readonly kind: "over"; readonly told: Told; readonly again: string | null }
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
/** `[ring]··↷[stats]·`: packages side by side, a sign a test. */
const DOTS = /^(?:\[[\w.~/-]{1,200}\][·✖↷]{0,2000}){1,2000}$/;

/** `example.com/m/ring:`, and below it a sentence a test. */
const HEADING = /^([\w.~/-]{1,300}):$/;
const SENTENCE = /^ (?:[✓✖∅✅❌➖]|PASS|FAIL|SKIP) .{1,500} \(\d{1,9}\.\d\ds\)$/;

/** None of its own lines but those of tests is longer; dots stand in one for all packages. */
const LONGEST = 2000;
const LONGEST_DOTS = 1e6;

const OTHER: Taken = { kind: "other" };

/** What stands in no summary, as gotestsum leaves it out: what it holds was cut off before. */
const BEHIND = /^(?:=== RUN {3}Test|ok {2}\t)/;

const NOT_BUILT =
  /^(?:WARN invalid TestEvent|bad output from test2json): (FAIL\t\S+ \[(?:build|setup) failed\])$/;

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
  /** Packages whose outcome is only told by what failed. */
  #named: string[] = [];
  #heading: string | null = null;
  /** Lines from the summary's first heading on; null before. */
  #summary: string[] | null = null;
  #letters = 0;
  /** The summary tells of a package by itself, which may have its last line. */
  #ofPackage = false;
  readonly #notBuilt = new Set<string>();

  /** `isInPackage`: a test may have printed it, where nothing of gotestsum's was seen. */
  take(line: string, isInPackage: boolean): Taken {
    if (this.#summary !== null) return this.#within(this.#summary, line);
    if (line.length > (line.startsWith("[") ? LONGEST_DOTS : LONGEST)) return OTHER;
    if ((this.#speaks || !isInPackage) && SECTION.test(line)) {
      this.#summary = [line];
      return { kind: "held" };
    }
    if (this.#notes(line)) return { kind: "noted" };
    const isOver = (this.#speaks || this.#named.length > 0) && DONE.test(line);
    return isOver ? this.#over([], line) : OTHER;
  }

  /** Lines of its own were seen. */
  get #speaks(): boolean {
    return this.#packages.length + this.#passed.length > 0;
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
    // A blank line stands before the last one.
    if (!isOther && summary.at(-1) === "" && DONE.test(line)) return this.#over(summary, line);
    this.#ofPackage = CASE.exec(line)?.[3] === "" || (this.#ofPackage && !CASE.test(line));
    const isBehind = BEHIND.test(line) || (!this.#ofPackage && line.startsWith("FAIL\t"));
    if (isBehind && this.#speaks) return { ...this.#over(summary, null), again: line };
    this.#letters += line.length;
    if (isOther || isBehind || this.#letters > MOST_LETTERS) {
      this.#summary = null;
      this.#letters = 0;
      return { kind: "none", lines: summary, again: line };
    }
    summary.push(line);
    return { kind: "held" };
  }

  #notes(line: string): boolean {
    const notBuilt = NOT_BUILT.exec(line)?.[1];
    if (notBuilt !== undefined) {
      this.#notBuilt.add(notBuilt);
      return true;
    }
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
    if (found === null) return this.#names(line);
    const [, sign, word = "", path = "", notes = ""] = found;
    const outcome = OUTCOMES.get(sign ?? word) ?? "skip";
    const cached = notes.includes("(cached)");
    this.#packages.push({ path, outcome, seconds: secondsIn(notes), cached });
    return true;
  }

  /** Formats that name packages without an outcome: dots and testdox. */
  #names(line: string): boolean {
    const above = this.#heading;
    this.#heading = HEADING.exec(line)?.[1] ?? null;
    if (above !== null && SENTENCE.test(line)) this.#named.push(above);
    else if (DOTS.test(line))
      this.#named.push(...line.split(/\[|\][·✖↷]*/).filter((name) => name !== ""));
    else return false;
    return true;
  }

  #over(
    summary: readonly string[],
    last: string | null,
  ): Extract<Taken, { readonly kind: "over" }> {
    const { cases, errors } = casesIn(summary);
    const counted = Number(DONE.exec(last ?? "")?.[1] ?? 0);
    const isCut = last === null;
    // Where none failed, what looks like one that did was printed by a test.
    const mayFail = isCut || counted > 0;
    const told = this.#packages.filter(({ outcome }) => mayFail || outcome !== "fail");
    const others = mayFail ? [] : [...new Set(this.#named)].map(passing);
    const packages = told.length > 0 ? told : others;
    const passed = new Set(
      packages.flatMap(({ path, outcome }) => (outcome === "pass" ? [path] : [])),
    );
    // A benchmark never ends, as gotestsum has it.
    const own = cases.filter((each) => each.seconds !== null || !passed.has(each.path));
    const whole: Told = {
      packages,
      cases: [...this.#passed, ...own],
      errors,
      notBuilt: [...this.#notBuilt],
      failures: counted - (cases.length - own.length),
      isCut,
    };
    this.#forget();
    return { kind: "over", told: whole, again: null };
  }

  #forget(): void {
    this.#packages = [];
    this.#passed = [];
    this.#named = [];
    this.#heading = null;
    this.#summary = null;
    this.#letters = 0;
    this.#ofPackage = false;
    this.#notBuilt.clear();
  }
}

const passing = (path: string): ToldPackage => ({
  ...{ path, outcome: "pass", seconds: null, cached: false },
});

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
