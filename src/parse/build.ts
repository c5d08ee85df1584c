import type { BuildFailure, BuildProblem, CompilerFacts } from "../model/index.ts";
import { detached } from "./bounded.ts";
import { CompilerReader, type LineFilter } from "./compiler.ts";
import { isDigits } from "./frames.ts";

const PROBLEM_LIMIT = 200;

interface Group {
  vet: boolean;
  readonly problems: BuildProblem[];
  readonly importPath: string;
  /** The optimiser spoke here: the package type-checks. */
  optimised: boolean;
}

/**
 * Collects what compiler, linker, vet and loader print under `# importpath`
 * headers: on standard error up to Go 1.23, as build-output events since 1.24.
 */
export class BuildReader {
  readonly #groups = new Map<string, Group>();
  readonly #compiler: CompilerReader;
  #last: { header: string; group: Group } | null = null;

  constructor(isWanted: LineFilter) {
    this.#compiler = new CompilerReader(isWanted);
  }

  /** Whether anything was printed under this header. */
  has(header: string): boolean {
    return this.#groups.has(header);
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
      group = { vet: false, problems: [], importPath: packageOf(kept), optimised: false };
      this.#groups.set(kept, group);
    }
    return group;
  }

  /** A second header, `# [importpath]`, says that go vet is speaking (since Go 1.22). */
  markVet(header: string): void {
    this.#group(header).vet = true;
  }

  /** The same if it is a line of the optimiser, and nothing otherwise. */
  optimiserLine(header: string, text: string, from = 0, end = text.length): boolean {
    const group = this.#group(header);
    if (!this.#compiler.line(group.importPath, text, from, end)) return false;
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
    if (group.optimised && !group.vet) this.#compiler.skip(line);
    if (line.startsWith("\t") || line.startsWith("  "))
      return appendTo(group.problems, detached(line.trim()));
    const problem = parseDiagnostic(detached(line));
    if (group.problems.length < PROBLEM_LIMIT) group.problems.push(problem);
    return problem.file !== null;
  }

  compiler(): CompilerFacts {
    return this.#compiler.facts();
  }

  view(): BuildFailure[] {
    const spoken = [...this.#groups].filter(([, group]) => !isQuiet(group));
    return spoken.map(([header, { vet, problems, optimised }]) => ({
      header,
      compiled: optimised,
      problems: problems.map((problem) =>
        vet || isOldVet(header, problem) ? asVet(problem) : problem,
      ),
    }));
  }
}

/** Nothing but the optimiser's words: no failure. */
const isQuiet = ({ optimised, problems }: Group): boolean => optimised && problems.length === 0;

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
  const first = text.indexOf(":", isDrive(text) ? 2 : 0);
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
    file: file.replace(/^\.\//, ""),
    line: Number(text.slice(first + 1, second)),
    message,
  };
}

const isDrive = (text: string): boolean => /^[A-Za-z]:[\\/]/.test(text);
