import { ImpossibleError, isForeign, withSlashes } from "../model/index.ts";
import type { ProcessGroups } from "./process.ts";
import type { GoEnvironment, GoPackage, ListAnswer } from "./types.ts";

/** Where a short command runs: its environment, and the groups that all end together. */
export interface Caller {
  readonly env: Readonly<Record<string, string>>;
  readonly groups: ProcessGroups;
}

interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** It was ended because its time was over. */
  readonly isLate: boolean;
}

/** What few questions have: text for standard input, a time bound of their own. */
export interface QuestionParts {
  readonly input?: string;
  readonly timeoutMs?: number;
}

/** go may fetch a toolchain or modules before it answers. */
const GO_MS = 300_000;
const GIT_MS = 120_000;
/** From here on words are left out: no list of packages is as long. */
const ANSWER_LIMIT = 1 << 28;

/**
 * Runs a short command and gives its words, within a time in milliseconds: behind it `isLate` says so; ended
 * by a signal, the code is 128. Throws ImpossibleError where it can't be started.
 */
export async function ask(
  file: "go" | "git" | "timeout",
  args: readonly string[],
  cwd: string,
  { env, groups }: Caller,
  { timeoutMs = file === "go" ? GO_MS : GIT_MS, ...more }: QuestionParts = {},
): Promise<Answer> {
  const words = { stdout: new Words(), stderr: new Words() };
  const { exitCode, stopped } = await groups.run({
    file,
    args,
    cwd,
    env,
    ...more,
    merged: false,
    timeoutMs,
    onStdout: (chunk) => words.stdout.push(chunk),
    onStderr: (chunk) => words.stderr.push(chunk),
  });
  const late = `${file} did not answer within ${timeoutMs / 1000} s`;
  return {
    code: exitCode ?? 128,
    stdout: words.stdout.text,
    stderr: stopped ? late : words.stderr.text,
    isLate: stopped,
  };
}

class Words {
  readonly #chunks: string[] = [];
  #length = 0;

  push(chunk: string): void {
    this.#length += chunk.length;
    if (this.#length <= ANSWER_LIMIT) this.#chunks.push(chunk);
  }

  get text(): string {
    return this.#chunks.join("");
  }
}

const NAMES = "GOVERSION GOROOT GOOS GOARCH CGO_ENABLED GOMOD GOWORK GOFLAGS GOCACHE".split(" ");
/** What decides over compiled code, wherever it is set: `go env -w` keeps it in a file. */
const DECIDING = (
  "CC CXX FC AR PKG_CONFIG CGO_CFLAGS CGO_CPPFLAGS CGO_CXXFLAGS CGO_FFLAGS CGO_LDFLAGS GO386 GOAMD64 GOARM GOARM64 " +
  "GOMIPS GOMIPS64 GOPPC64 GORISCV64 GOWASM GOEXPERIMENT GOFIPS140 GODEBUG"
).split(" ");
const OLDEST_MINOR = 21;

/** Asks `go env`; throws ImpossibleError without Go, with a Go too old, or outside a module. */
export async function goEnvironment(cwd: string, caller: Caller): Promise<GoEnvironment> {
  const answer = await ask("go", ["env", "-json", ...NAMES, ...DECIDING], cwd, caller);
  const values = parseStrings(answer.stdout);
  if (answer.code !== 0 || values === null) {
    throw new ImpossibleError(`go env failed in ${cwd}: ${firstLine(answer.stderr)}`);
  }
  const value = (name: string): string => withSlashes(values[name] ?? "");
  const environment: GoEnvironment = {
    version: value("GOVERSION"),
    goroot: value("GOROOT"),
    goos: value("GOOS"),
    goarch: value("GOARCH"),
    cgo: value("CGO_ENABLED") === "1",
    gomod: /^(?:\/dev\/null|NUL)$/.test(value("GOMOD")) ? "" : value("GOMOD"),
    gowork: value("GOWORK") === "off" ? "" : value("GOWORK"),
    goflags: value("GOFLAGS"),
    gocache: value("GOCACHE"),
    deciding: Object.fromEntries(DECIDING.map((name) => [name, value(name)])),
  };
  checkEnvironment(environment, cwd);
  return environment;
}

/** `go1.26.8`, as `go env` says in a folder; throws ImpossibleError without Go. */
export async function goVersion(cwd: string, caller: Caller): Promise<string> {
  const answer = await ask("go", ["env", "GOVERSION"], cwd, caller);
  if (answer.code !== 0) {
    throw new ImpossibleError(`go env failed in ${cwd}: ${firstLine(answer.stderr)}`);
  }
  return answer.stdout.trim();
}

function checkEnvironment({ version, gomod, gowork }: GoEnvironment, cwd: string): void {
  const minor = /^go1\.(\d+)/.exec(version)?.[1];
  if (minor !== undefined && Number(minor) < OLDEST_MINOR) {
    throw new ImpossibleError(
      `${version} is too old: panicpath runs with Go 1.${OLDEST_MINOR} and later`,
    );
  }
  if (gomod === "" && gowork === "") {
    throw new ImpossibleError(
      `no go.mod in ${cwd} or above it: run panicpath in a module, or give --working-directory`,
    );
  }
}

const FIELDS =
  "ImportPath,Dir,Module,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,Error,DepsErrors,ForTest";

/** What a tool of ours is built with in a folder as if no project were there: neither its flags nor its workspace decide, nor another Go. */
export const asIfAlone = (dir: string, version: string): Caller["env"] => ({
  ...{ GOFLAGS: "", GOWORK: "off", GOTOOLCHAIN: version },
  PWD: dir,
});

/** Asks `go list`; `deep` also resolves imports, so that packages which can't be loaded say why. */
export async function goList(
  cwd: string,
  caller: Caller,
  flags: readonly string[],
  patterns: readonly string[],
  deep: boolean,
): Promise<ListAnswer> {
  const mode = deep ? ["-test"] : ["-find"];
  const fields = deep ? `${FIELDS},Deps` : FIELDS;
  const args = ["list", "-e", ...mode, `-json=${fields}`, ...flags, "--", ...patterns];
  const answer = await ask("go", args, cwd, caller);
  if (answer.code !== 0 && answer.stdout === "") {
    const said = answer.stderr.trim().split("\n").slice(0, 3).join("; ");
    throw new ImpossibleError(`go list failed: ${said}${newerGo(said)}`);
  }
  const packages = listedObjects(answer.stdout).flatMap((listed) => goPackageOf(listed) ?? []);
  return { packages, words: answer.stderr.trim() };
}

/** What mends a module that asks for a newer Go than may be used (cmd/go/internal/gover, TooNewError). */
function newerGo(said: string): string {
  if (!/requires go >= .*GOTOOLCHAIN=local/.test(said)) return "";
  return "\ninstall that Go (go-version-file: go.mod at actions/setup-go), or let go fetch it by GOTOOLCHAIN=auto";
}

/**
 * The objects that `go list -json` prints one behind the other, in its order; each ends in a brace at
 * column 0. What can't be read is left out.
 */
export function listedObjects(text: string): object[] {
  return text
    .split(/^\}\n?/m)
    .filter((part) => part.trim() !== "")
    .flatMap((part) => {
      const value = parseJson(`${part}}`);
      return typeof value === "object" && value !== null ? [value] : [];
    });
}

interface ListedPackage {
  readonly ImportPath?: string;
  readonly Dir?: string;
  readonly Module?: { readonly Path?: string; readonly Dir?: string };
  readonly GoFiles?: readonly string[];
  readonly CgoFiles?: readonly string[];
  readonly TestGoFiles?: readonly string[];
  readonly XTestGoFiles?: readonly string[];
  readonly ForTest?: string;
  readonly Deps?: readonly string[];
  readonly Error?: LoadError;
  readonly DepsErrors?: readonly LoadError[];
}

/** Source: go help list, PackageError. */
interface LoadError {
  readonly ImportStack?: readonly string[];
  readonly Err?: string;
}

/** As go test prints it; a cycle from its least package on, so that all in it are told alike. */
function loadText({ ImportStack: stack = [], Err: words }: LoadError): string[] {
  if (words === undefined) return [];
  if (!words.startsWith("import cycle not allowed") || stack.length < 2) return [words];
  const cycle = stack.slice(0, -1);
  const least = cycle.indexOf([...cycle].sort()[0] ?? "");
  const [first = "", ...others] = [...cycle.slice(least), ...cycle.slice(0, least)];
  const imports = [...others, first].map((path) => `\timports ${path}`);
  return [`package ${first}\n${imports.join("\n")}: import cycle not allowed`];
}

function goPackageOf(listed: ListedPackage): GoPackage | null {
  if (listed.ImportPath === undefined) return null;
  const errors = [listed.Error, ...(listed.DepsErrors ?? [])].flatMap((error) =>
    error === undefined ? [] : loadText(error),
  );
  return {
    importPath: (listed.ForTest ?? listed.ImportPath).replace(/ \[.*\]$/, ""),
    dir: withSlashes(listed.Dir ?? ""),
    module:
      listed.Module?.Path === undefined
        ? null
        : { path: listed.Module.Path, dir: withSlashes(listed.Module.Dir ?? "") },
    files: [...(listed.GoFiles ?? []), ...(listed.CgoFiles ?? [])],
    testFiles: listed.TestGoFiles ?? [],
    externalTestFiles: listed.XTestGoFiles ?? [],
    error: errors[0] ?? null,
    imports: (listed.Deps ?? []).map((path) => path.replace(/ \[.*\]$/, "")),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function parseStrings(text: string): Partial<Record<string, string>> | null {
  const value = parseJson(text);
  if (!isForeign(value)) return null;
  return Object.fromEntries(Object.entries(value).filter(isStringEntry));
}

const isStringEntry = (entry: [string, unknown]): entry is [string, string] =>
  typeof entry[1] === "string";

const firstLine = (text: string): string => text.trim().split("\n")[0] ?? "";
