import {
  type CallRefusal,
  type CompilerFacts,
  type Escape,
  type FunctionDecision,
  foldedSymbol,
  literalDepth,
  type Position,
  splitSymbol,
} from "../model/index.ts";

/** A function as a trace or a source file places it. */
interface Placed {
  readonly function: string | null;
  readonly file: string;
  readonly line: number;
}

interface NamedDecision {
  readonly decision: FunctionDecision;
  /** Folded. */
  readonly name: string;
}

/**
 * The compiler's words, found by place: names of closures and of generic instances
 * differ between trace and compiler, and between builds.
 */
export class Verdicts {
  readonly #byFile = new Map<string, NamedDecision[]>();
  readonly #folders = new Set<string>();
  readonly #known = new Map<string, FunctionDecision | null>();
  readonly #refusals = new Map<string, CallRefusal[]>();
  readonly #big = new Set<string>();
  readonly #escapes = new Map<string, Escape[]>();
  /** Leaks by the lines that the value flows through. */
  readonly #leaks = new Map<string, Escape[]>();

  /** `fileOf`: the repository's name of a file as the compiler prints it. */
  constructor(facts: CompilerFacts, fileOf: (file: string) => string) {
    for (const decision of facts.decisions) {
      const name = foldedSymbol(decision.name);
      add(this.#byFile, fileOf(decision.file), { decision, name });
    }
    for (const file of this.#byFile.keys()) {
      this.#folders.add(file.slice(0, file.lastIndexOf("/") + 1));
    }
    for (const all of this.#byFile.values())
      all.sort((left, right) => left.decision.line - right.decision.line);
    for (const refusal of facts.refusals) add(this.#refusals, placeKey(refusal, fileOf), refusal);
    for (const position of facts.big) this.#big.add(placeKey(position, fileOf));
    for (const fact of facts.escapes) {
      const { line, column, what } = fact;
      const paid = isConstant(what) ? "constant" : "panicking";
      add(this.#escapes, placeKey(fact, fileOf), { line, column, what: shownValue(what), paid });
    }
    for (const { line, column, what, through } of facts.leaks) {
      const leak: Escape = { line, column, what, paid: "always" };
      const lines = new Set(through.map((place) => `${fileOf(place.file)}:${place.line}`));
      for (const key of lines) add(this.#leaks, key, leak);
    }
  }

  /** Whether the compiler said anything in a file's folder: packages beside the tested ones are not asked. */
  hasAsked(file: string): boolean {
    return this.#folders.has(file.slice(0, file.lastIndexOf("/") + 1));
  }

  get isEmpty(): boolean {
    return this.#byFile.size === 0;
  }

  /** What was decided of the function declared on that line; of several instances the costliest. */
  atDeclaration(file: string, line: number): FunctionDecision | null {
    const all = this.#byFile.get(file) ?? [];
    return costliest(all.flatMap(({ decision }) => (decision.line === line ? [decision] : [])));
  }

  /** What was decided of the function whose code a frame is. */
  ofFrame(frame: Placed): FunctionDecision | null {
    const key = `${frame.file}:${frame.line}:${frame.function ?? ""}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = this.#find(frame);
    this.#known.set(key, found);
    return found;
  }

  #find(frame: Placed): FunctionDecision | null {
    const all = this.#byFile.get(frame.file) ?? [];
    const above = all.filter(({ decision }) => decision.line <= frame.line);
    const name = foldedSymbol(splitSymbol(frame.function ?? "").rest);
    const named = above.filter((each) => each.name === name);
    const decisions = above.map((each) => each.decision);
    return nearest(
      named.length > 0
        ? named.map((each) => each.decision)
        : sameDepth(decisions, literalDepth(name)),
    );
  }

  /** Why a call on that line was not inlined, though its function could be. */
  refusalAt(caller: Placed, callee: FunctionDecision): CallRefusal | null {
    const all = this.#refusals.get(`${caller.file}:${caller.line}`) ?? [];
    return all.find((each) => foldedSymbol(each.callee) === foldedSymbol(callee.name)) ?? null;
  }

  /** Whether the function is so large that only small ones are inlined into it. */
  isBig(file: string, decision: FunctionDecision): boolean {
    return this.#big.has(`${file}:${decision.line}`);
  }

  /** What goes to the heap on these lines, and what leaks on every call because of them. */
  escapesAt(file: string, line: number, endLine: number): Escape[] {
    const found: Escape[] = [];
    for (let at = line; at <= Math.min(endLine, line + 100); at += 1) {
      found.push(...(this.#escapes.get(`${file}:${at}`) ?? []));
      found.push(...(this.#leaks.get(`${file}:${at}`) ?? []));
    }
    return [...new Set(found)];
  }
}

/**
 * What several builds say of the same lines, each position once. With inlining off an escape
 * stands at its own place alone; only the default build sees into what was inlined there.
 */
export function escapesIn(
  builds: readonly Verdicts[],
  file: string,
  line: number,
  endLine = line,
): Escape[] {
  const found = new Map<string, Escape>();
  for (const build of builds) {
    for (const one of build.escapesAt(file, line, endLine)) {
      const key = `${one.line}:${one.column}`;
      if (!found.has(key)) found.set(key, one);
    }
  }
  return [...found.values()];
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

const placeKey = ({ file, line }: Position, fileOf: (file: string) => string): string =>
  `${fileOf(file)}:${line}`;

/** Literals are read-only data; `"a" + b` is none. */
function isConstant(what: string): boolean {
  if (/^"(?:[^"\\]|\\.)*"$/.test(what) || /^`[^`]*`$/.test(what)) return true;
  return /^-?[\d.]+(?:e[+-]?\d+)?$/.test(what) || /^'(?:[^'\\]|\\.)+'$/.test(what);
}

/** `fmt.Sprintf("...", ... argument...)` is `fmt.Sprintf(...)`; long values are cut. */
function shownValue(what: string): string {
  const call = /^([\w.]+)\(.*\)$/.exec(what);
  if (call !== null && what.includes("... argument...")) return `${call[1]}(...)`;
  return what.length > 120 ? `${what.slice(0, 119)}…` : what;
}

function sameDepth(decisions: readonly FunctionDecision[], depth: number): FunctionDecision[] {
  return decisions.filter((decision) => {
    const own = literalDepth(decision.name);
    // `init.0` is the first init function, no literal.
    return /^init\.\d+$/.test(decision.name) ? depth <= 1 : own === depth;
  });
}

/** The last of those declared before a line; of several on one line the costliest. */
function nearest(decisions: readonly FunctionDecision[]): FunctionDecision | null {
  const last = decisions.at(-1);
  if (last === undefined) return null;
  return costliest(decisions.filter((decision) => decision.line === last.line));
}

/** The code that ran is that of a shape; wrappers of it cost less. */
function costliest(decisions: readonly FunctionDecision[]): FunctionDecision | null {
  let best: FunctionDecision | null = null;
  for (const each of decisions) if (best === null || weight(each) > weight(best)) best = each;
  return best;
}

function weight({ name, inlining }: FunctionDecision): number {
  const shape = name.includes("go.shape") ? 1e12 : 0;
  const named = literalDepth(name) === 0 ? 1e9 : 0;
  return shape + named + (inlining.can ? 0 : 1e6) + (inlining.cost ?? 0);
}
