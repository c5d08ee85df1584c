import {
  type BuildFailure,
  type BuildProblem,
  type CompilerFacts,
  detached,
  hasDrive,
  isDigits,
  ownerOf,
} from "../model/index.ts";
import { CompilerReader, type LineFilter } from "./compiler.ts";
import { inPlace, type PackagePlace, type PlaceOf } from "./package-place.ts";

const PROBLEM_LIMIT = 200;

interface Group {
  vet: boolean;
  readonly problems: BuildProblem[];
  readonly importPath: string;
  readonly place: PackagePlace | null;
  /** The optimiser spoke here: the package type-checks. */
  optimised: boolean;
  /** The go command itself says that this is why something did not build. */
  failed: boolean;
}

/** A package that go test calls `[build failed]` or `[setup failed]`. */
export interface NotBuilt {
  readonly importPath: string;
  /** The header that it names for it; since Go 1.24. */
  readonly failedBuild: string | null;
}

/**
 * Collects what compiler, linker, vet and loader print under `# importpath`
 * headers: on standard error up to Go 1.23, as build-output events since 1.24.
 */
export class BuildReader {
  readonly #groups = new Map<string, Group>();
  readonly #compiler: CompilerReader;
  #last: { header: string; group: Group } | null = null;

  readonly #placeOf: PlaceOf;

  constructor(isWanted: LineFilter, placeOf: PlaceOf = () => null) {
    this.#compiler = new CompilerReader(isWanted);
    this.#placeOf = placeOf;
  }

  /** `# importpath [variant]`, or the ImportPath of a build event. */
  open(header: string): void {
    this.#group(header);
  }

  #group(header: string): Group {
    if (this.#last?.header === header) return this.#last.group;
    const group = this.#known(header);
    this.#last = { header, group };
    return group;
  }

  #known(header: string): Group {
    let group = this.#groups.get(header);
    if (group === undefined) {
      const kept = detached(header);
      group = {
        vet: false,
        problems: [],
        importPath: packageOf(kept),
        place: this.#placeOf(ownerOf(kept)),
        optimised: false,
        failed: false,
      };
      this.#groups.set(kept, group);
    }
    return group;
  }

  /** A second header, `# [importpath]`, says that go vet is speaking (since Go 1.22). */
  markVet(header: string): void {
    this.#group(header).vet = true;
  }

  /** `build-fail` events, and what the loader says, tell of failures only. */
  markFailed(header: string): void {
    this.#group(header).failed = true;
  }

  /** The same if it is a line of the optimiser, and nothing otherwise. */
  optimiserLine(header: string, text: string, from = 0, end = text.length): boolean {
    const group = this.#group(header);
    const { importPath, place } = group;
    const mended = place === null ? null : inPlace(place, importPath, text, from, end);
    const isOurs =
      mended === null
        ? this.#compiler.line(importPath, text, from, end)
        : this.#compiler.line(importPath, mended, 0, mended.length);
    if (!isOurs) return false;
    group.optimised = true;
    return true;
  }

  /** `text[from, end)`, one line below a header; false where it is no diagnostic of a known form. */
  line(header: string, text: string, from = 0, end = text.length): boolean {
    if (this.optimiserLine(header, text, from, end)) return true;
    const group = this.#group(header);
    const line = text.slice(from, end);
    if (line.trim() === "") return true;
    // Should the package not build after all, the line is among its problems too.
    if (group.optimised && !group.vet && !isOfC(line)) this.#compiler.skip(line);
    if (line.startsWith("\t") || line.startsWith("  ") || isExcerpt(line))
      return appendTo(group.problems, detached(line.trim()));
    const problem = parseDiagnostic(detached(line));
    if (group.problems.length < PROBLEM_LIMIT) group.problems.push(problem);
    return problem.file !== null;
  }

  /** A compiler complains below this header, and not only warns. */
  hasErrors(header: string): boolean {
    const problems = this.#groups.get(header)?.problems ?? [];
    return problems.some((problem) => problem.file !== null && !isWarning(problem));
  }

  /** Whatever compilers complain of, failure or not; without what they only warn of. */
  get problems(): readonly BuildProblem[] {
    const all = [...this.#groups.values()].flatMap((group) => group.problems);
    return all.filter((problem) => !isWarning(problem));
  }

  compiler(): CompilerFacts {
    return this.#compiler.facts();
  }

  /**
   * What kept packages from being built. A block that belongs to no failure is a warning
   * of a C compiler or a linker: go test prints it, and goes on.
   */
  view(notBuilt: readonly NotBuilt[]): BuildFailure[] {
    const named = new Set(notBuilt.flatMap(({ failedBuild }) => failedBuild ?? []));
    const paths = new Set(notBuilt.map(({ importPath }) => importPath));
    const failing = [...this.#groups].filter(
      ([header, group]) =>
        group.problems.length > 0 &&
        (group.failed || named.has(header) || paths.has(ownerOf(header))),
    );
    const known = new Set(failing.flatMap(([header]) => [header, ownerOf(header)]));
    const isOpen = notBuilt.some(
      ({ importPath, failedBuild }) => !known.has(failedBuild ?? importPath),
    );
    // Up to Go 1.23 nothing says which block is why a package that imports it did not build.
    const others = [...this.#groups].filter(
      ([header, group]) => isOpen && !known.has(header) && !onlyWarns(group),
    );
    // C warnings beside what vet or a compiler says of the same package are no reason.
    const explained = new Set(
      failing.flatMap(([header, group]) => (onlyWarns(group) ? [] : ownerOf(header))),
    );
    const reasons = failing.filter(
      ([header, group]) => !onlyWarns(group) || !explained.has(ownerOf(header)),
    );
    return [...reasons, ...others].map(([header, group]) => failureOf(header, group));
  }
}

const onlyWarns = ({ problems }: Group): boolean => problems.every((problem) => isWarning(problem));

function failureOf(header: string, { vet, problems }: Group): BuildFailure {
  const errors = problems.filter((problem) => !isWarning(problem));
  return {
    header,
    problems: (errors.length === 0 ? problems : errors).map((problem) =>
      vet || isOldVet(header, problem) ? asVet(problem) : problem,
    ),
  };
}

/** What gcc, clang and ld print around and instead of errors. */
const WARNINGS = [
  /^(?:warning|note): /i,
  /: (?:In (?:member )?function |At (?:top|global|file) (?:level|scope))/,
  /^(?:In file included from | +from )/,
  /^(?:\S*\/)?(?:\S+-)?(?:ld|ld64|lld|clang|gcc|cc)(?:\.\w+)?: warning: /,
  /: (?:warning|note): /,
  /^\d+ warnings? generated\.?$/,
];

/** What gcc and clang quote below a message, ` 1202 | code` and `      | ^~~~`, and gcc's last word under -Werror. */
const isExcerpt = (line: string): boolean =>
  /^ *(?:\d+|\+\+\+)? +?\|/.test(line.slice(0, 40)) ||
  /^(?:cc1(?:plus)?|clang): (?:all|some) warnings being treated as errors$/.test(line);

/** No reason for a failure, where a block has another. */
const isWarning = ({ message }: BuildProblem): boolean => {
  const [first = ""] = message.split("\n", 1);
  return first.length < 2000 && WARNINGS.some((words) => words.test(first));
};

/** A C compiler or linker speaks; of code in their comments it names Go files too. */
const isOfC = (line: string): boolean =>
  /^[^\s:]+\.(?:c|cc|cpp|cxx|h|hh|hpp|m|mm|s|S):\d+/.test(line) ||
  isWarning({ kind: "build", file: null, line: null, message: line });

/** `example.com/x` of `example.com/x [example.com/x.test]`. */
function packageOf(header: string): string {
  const blank = header.indexOf(" ");
  return blank < 0 ? header : header.slice(0, blank);
}

const asVet = (problem: BuildProblem): BuildProblem => ({ ...problem, kind: "vet" });

/** Words of the checks that `go test` runs: go help test lists them; x/tools/go/analysis/passes says how they speak. */
const VET_WORDS = [
  /\b(?:call|format) (?:has|needs|%|reads)/,
  / format %/,
  /arg list ends with redundant newline/,
  /^non-constant format string in call/,
  /^direct assignment to atomic value/,
  /^(?:redundant|suspect) (?:or|and): /,
  /^second argument to errors\.As must be/,
  /^impossible type assertion: no type can implement both/,
  /^comparison of function \S+ \S+ nil is always/,
  /^conversion from \S+ to string yields a string of one rune/,
  /^(?:misplaced|malformed) (?:\/\/go:|\+build|\/\/ \+build|compiler directive)/,
  /has malformed (?:name|example suffix)|refers to unknown (?:identifier|field or method)/,
];

/** Up to Go 1.21 vet prints no header of its own; its header names no test variant. */
function isOldVet(header: string, problem: BuildProblem): boolean {
  if (header.includes(" [")) return false;
  return VET_WORDS.some((words) => words.test(problem.message));
}

function appendTo(problems: BuildProblem[], line: string): boolean {
  const last = problems.pop();
  if (last === undefined) return false;
  problems.push({ ...last, message: `${last.message}\n${line}` });
  return true;
}

/** `file.go:6:9: words` or `file.go:6: words`; `vet: file.go:6:9: words`. */
export function parseDiagnostic(line: string): BuildProblem {
  const vet = line.startsWith("vet: ");
  const text = vet ? line.slice(5) : line;
  const kind = "build" as const;
  const whole = { kind, file: null, line: null, message: line };
  const first = text.indexOf(":", hasDrive(text) ? 2 : 0);
  if (first <= 0) return whole;
  const second = text.indexOf(":", first + 1);
  if (second < 0 || !isDigits(text.slice(first + 1, second))) return whole;
  const file = text.slice(0, first);
  if (file.includes(" ") && !file.includes(".go")) return whole;
  const third = text.indexOf(":", second + 1);
  const hasColumn = third > 0 && isDigits(text.slice(second + 1, third));
  const message = text.slice((hasColumn ? third : second) + 1).trim();
  return {
    kind,
    file: slashed(file).replace(/^\.\//, ""),
    line: Number(text.slice(first + 1, second)),
    message,
  };
}

/** `.\x.go` and `pkg\x.go`, as the compiler and vet name files on Windows. */
const slashed = (file: string): string =>
  file.includes("/") || !file.endsWith(".go") ? file : file.replaceAll("\\", "/");
