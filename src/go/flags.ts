import { UsageError } from "../model/index.ts";

/** One flag of a go test command line, as the user wrote it. */
export interface GoFlag {
  /** Without dashes and the `test.` prefix. */
  readonly name: string;
  /** Null for a boolean flag without a value. */
  readonly value: string | null;
  /** One word, or two where the value stands apart. */
  readonly words: readonly string[];
}

export interface GoFlags {
  readonly flags: readonly GoFlag[];
  /** Packages among the flags. */
  readonly packages: readonly string[];
  /** Behind -args. */
  readonly args: readonly string[];
}

/** Flags of go test that stand without a value. Source: go help build, go help test, go help testflag. */
const BOOLEAN = new Set(
  (
    "a n race msan asan cover v work x linkshared modcacherw trimpath json c i benchmem failfast " +
    "short fullpath artifacts buildvcs"
  ).split(" "),
);

/** Flags that take a value. Source: the same. */
const VALUED = new Set(
  (
    "C p covermode coverpkg asmflags buildmode compiler gccgoflags gcflags installsuffix ldflags mod " +
    "modfile overlay pgo pkgdir tags toolexec exec o vet bench benchtime blockprofile blockprofilerate " +
    "count coverprofile cpu cpuprofile fuzz fuzzminimizetime fuzztime list memprofile memprofilerate " +
    "mutexprofile mutexprofilefraction outputdir parallel run skip shuffle testlogfile timeout trace"
  ).split(" "),
);

const isKnown = (name: string): boolean => BOOLEAN.has(name) || VALUED.has(name);

const REFUSED: ReadonlyMap<string, string> = new Map([
  ["c", "it compiles and runs nothing"],
  ["list", "it lists tests and runs nothing"],
  ["n", "it prints commands and runs nothing"],
  ["fuzz", "a fuzzing session has no end that could be compared; fuzz seeds run without it"],
  ["C", "use --working-directory"],
]);

/** Flags that would make go's output unreadable: -v forges results beside -json, -x prints commands. */
const DROPPED = new Set(["v", "json", "x", "work"]);

/** Reads the user's flags of go test; throws UsageError for those that panicpath can't honour. */
export function parseGoFlags(words: readonly string[]): GoFlags {
  const flags: GoFlag[] = [];
  const packages: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    const name = flagNameOf(word);
    if (name === "args") return { flags, packages, args: words.slice(at + 1) };
    if (name === null) {
      // Go gives all that follows an unknown flag to the test binary.
      if (flags.some((flag) => !isKnown(flag.name)))
        flags.push({ name: "", value: null, words: [word] });
      else packages.push(word);
    } else {
      const flag = readFlag(word, name, words[at + 1]);
      flags.push(flag);
      at += flag.words.length - 1;
    }
  }
  return { flags, packages, args: [] };
}

/** `run` of `-test.run=X`; null for a word that is no flag. */
export function flagNameOf(word: string): string | null {
  const found = /^--?(?:test\.)?([A-Za-z][\w.]*)(?:=|$)/.exec(word);
  return found?.[1] ?? null;
}

function readFlag(word: string, name: string, next: string | undefined): GoFlag {
  const equals = word.indexOf("=");
  if (equals >= 0) return { name, value: word.slice(equals + 1), words: [word] };
  if (BOOLEAN.has(name) || !isKnown(name)) return { name, value: null, words: [word] };
  if (next === undefined) throw new UsageError(`flag ${word} of go test needs a value`);
  return { name, value: next, words: [word, next] };
}

/** Throws UsageError for a flag that can't be honoured. */
export function refuseFlags(flags: GoFlags): void {
  for (const { name, value, words } of flags.flags) {
    const why = REFUSED.get(name);
    if (why !== undefined && value !== "false") {
      throw new UsageError(`go test flag ${words[0]} can't be used: ${why}`);
    }
    if (name === "json" && value === "false") {
      throw new UsageError("go test flag -json=false can't be used: panicpath reads go test -json");
    }
  }
}

/** The last value of a flag; null where it is not given. */
export function valueOfFlag(flags: GoFlags, name: string): string | null {
  const flag = flags.flags.findLast((candidate) => candidate.name === name);
  return flag === undefined ? null : (flag.value ?? "true");
}

export const hasFlag = (flags: GoFlags, name: string): boolean => {
  const value = valueOfFlag(flags, name);
  return value !== null && value !== "false";
};

/** The user's flags as they go into the first run, without what panicpath sets itself. */
export function firstRunFlags(flags: GoFlags): string[] {
  return flags.flags
    .filter((flag) => !DROPPED.has(flag.name) && flag.name !== "exec")
    .flatMap((flag) => flag.words);
}

/** GOFLAGS without what panicpath sets itself or can't read through. */
export function cleanGoflags(flags: GoFlags): string {
  return flags.flags
    .filter((flag) => !DROPPED.has(flag.name) && flag.name !== "exec")
    .flatMap((flag) => flag.words)
    .map((word) => (/\s/.test(word) ? (word.includes("'") ? `"${word}"` : `'${word}'`) : word))
    .join(" ");
}

/** One list out of two, the second one on top. */
export const joinFlags = (under: GoFlags, over: GoFlags): GoFlags => ({
  flags: [...under.flags, ...over.flags],
  packages: over.packages,
  args: over.args,
});

/** Flags that decide what is built, coverage and gcflags left out; go list takes them too. */
const BUILD = new Set(
  (
    "race msan asan tags mod modfile overlay trimpath buildvcs ldflags asmflags compiler gccgoflags " +
    "installsuffix pgo p a work"
  ).split(" "),
);
const LISTED = new Set("race msan asan tags mod modfile overlay compiler installsuffix".split(" "));

/** Flags for `go list` that select the same files and modules. */
export function listFlags(flags: GoFlags): string[] {
  return flags.flags.filter((flag) => LISTED.has(flag.name)).flatMap((flag) => flag.words);
}

const REPRODUCED = new Set(
  "race msan asan tags mod modfile overlay trimpath ldflags asmflags gcflags cpu short timeout vet".split(
    " ",
  ),
);

/** Flags of the user's without which a failure might not come back. */
export function reproductionFlags(flags: GoFlags, timeout: number | null): string[] {
  const given = flags.flags.filter((flag) => REPRODUCED.has(flag.name));
  const isBounded = timeout === null || given.some((flag) => flag.name === "timeout");
  const words = given.flatMap((flag) => flag.words);
  return isBounded ? words : [...words, `-timeout=${timeout}s`];
}

/** What goes to the test binary: flags that go test does not know, and what stands behind -args. */
export function reproductionArgs(flags: GoFlags): string[] {
  const own = flags.flags.filter((flag) => !isKnown(flag.name)).flatMap((flag) => flag.words);
  return [...own, ...flags.args];
}

/** Flags for another build of the same tests: no coverage, and gcflags set by the caller. */
export function buildFlags(flags: GoFlags): string[] {
  return flags.flags.filter((flag) => BUILD.has(flag.name)).flatMap((flag) => flag.words);
}

/**
 * `-gcflags` with one more flag of the compiler. A second -gcflags replaces the
 * first, and a value may hold a package pattern: `all=-N`.
 */
export function extendedGcflags(flags: GoFlags, addition: string): string[] {
  const given = flags.flags
    .filter((flag) => flag.name === "gcflags")
    .map((flag) => flag.value ?? "");
  if (given.length === 0) return [`-gcflags=${addition}`];
  return given.map((value) => {
    const pattern = /^([^-\s'"][^=\s]*)=(.*)$/.exec(value);
    if (pattern === null) return `-gcflags=${joined(value, addition)}`;
    return `-gcflags=${pattern[1]}=${joined(pattern[2] ?? "", addition)}`;
  });
}

/** What -m=2 is: every verdict of the inliner with its cost, and every escape. */
export const DIAGNOSTICS = "-m=2";

/**
 * -gcflags that let the compiler report on the packages that are named, and the flags
 * left beside them. Under `all=` it must not report on every dependency.
 */
export function diagnosingFlags(
  on: boolean,
  all: GoFlags,
  own: GoFlags,
): { readonly gcflags: string[]; readonly others: GoFlags } {
  if (!on) return { gcflags: [], others: own };
  const given = all.flags.filter((flag) => flag.name === "gcflags");
  const others = { ...own, flags: own.flags.filter((flag) => flag.name !== "gcflags") };
  const kept = given.flatMap((flag) => flag.words);
  const last = (given.at(-1)?.value ?? "").replace(/^all=/, "");
  return { gcflags: [...kept, `-gcflags=${joined(last, DIAGNOSTICS)}`], others };
}

/**
 * The same flags of the compiler for these packages, though others are named on the command line: with no
 * pattern they hold for what is named alone (cmd/go/internal/load, PerPackageFlag). `gcflags`: as
 * one word each, of which none has a pattern.
 */
export const gcflagsFor = (gcflags: readonly string[], packages: readonly string[]): string[] =>
  gcflags.flatMap((word) =>
    packages.map((path) => word.replace(/^-gcflags=/, () => `-gcflags=${path}=`)),
  );

const joined = (value: string, addition: string): string =>
  value.trim() === "" ? addition : `${value.trim()} ${addition}`;

/** Arguments of a test binary that only the first run may have: their folders are gone, or would be overwritten. */
const STRIPPED = new Set(
  (
    "gocoverdir coverprofile outputdir cpuprofile memprofile blockprofile mutexprofile " +
    "memprofilerate blockprofilerate mutexprofilefraction trace testlogfile list fuzz fuzztime " +
    "fuzzminimizetime fuzzcachedir fuzzworker v json artifacts"
  ).split(" "),
);

/** A captured argument list split into flags of the testing package and what the tests get. */
export interface BinaryArguments {
  readonly flags: readonly string[];
  readonly rest: readonly string[];
}

/** Arguments as the wrapper got them, without those that only the first run may have. */
export function binaryArguments(captured: readonly string[]): BinaryArguments {
  const end = captured.findIndex((word) => !word.startsWith("-test."));
  const flags = end < 0 ? captured : captured.slice(0, end);
  return {
    flags: flags.filter((word) => !STRIPPED.has(flagNameOf(word) ?? "")),
    rest: end < 0 ? [] : captured.slice(end),
  };
}
