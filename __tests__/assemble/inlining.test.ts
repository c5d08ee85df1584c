import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { assemble, escapesIn, explainIncident, Verdicts } from "../../src/assemble/index.ts";
import { layoutOf, tellRun } from "../../src/correlate/index.ts";
import type { CompilerFacts, Incident, PathFrame } from "../../src/model/index.ts";
import { RunReader } from "../../src/stream/index.ts";
import { parseFunctions } from "../../src/toolchain/index.ts";
import { hash } from "../support/corpus.ts";

const FIXTURES = new URL("../../__fixtures__/parse/diagnostics", import.meta.url).pathname;
const VERSIONS = readdirSync(FIXTURES).filter((name) => name.startsWith("go1."));

interface ExpectedFunction {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly inlinable: boolean;
  readonly cost: number | null;
  readonly reason: string | null;
  readonly sites: readonly { readonly line: number; readonly kind: string }[];
  readonly escapes: readonly {
    readonly at: string;
    readonly what: string;
    readonly constant?: boolean;
    readonly always?: boolean;
  }[];
}

interface ExpectedTest {
  readonly test: string;
  readonly frames: readonly (readonly [string, string, "inlined" | "physical"])[];
  readonly hidden?: readonly string[];
  readonly nonInlined: boolean;
  readonly reason: string | null;
}

const expected = JSON.parse(readFileSync(join(FIXTURES, "expected.json"), "utf8")) as {
  readonly functions: readonly ExpectedFunction[];
  readonly tests: readonly ExpectedTest[];
};

function read(...files: readonly string[]) {
  const reader = new RunReader();
  for (const file of files) {
    const input = reader.input(file.endsWith(".txt"));
    input.push(readFileSync(file, "utf8"));
    input.end();
  }
  return reader.facts();
}

const itself = (file: string): string => file;
const verdictsOf = (version: string, file: string): Verdicts =>
  new Verdicts(read(join(FIXTURES, version, file)).compiler, itself);
const compiler = (version: string): CompilerFacts =>
  read(join(FIXTURES, version, "test.m2.txt")).compiler;

test("every line of the compiler is understood", () => {
  for (const version of VERSIONS) {
    for (const file of ["test.m2.txt", "build.l.m2.txt"]) {
      const { unread, compiler: said, buildFailures } = read(join(FIXTURES, version, file));
      expect([version, file, unread.lines, said.unread, buildFailures]).toEqual([
        version,
        file,
        0,
        { lines: 0, samples: [] },
        [],
      ]);
    }
  }
});

/** What other versions say otherwise than 1.26 (shared facts: release notes 1.24 and 1.26, and inl.go). */
function inVersion(one: ExpectedFunction, version: string): ExpectedFunction {
  const minor = Number(version.split(".")[1]);
  const costs = (cost: number): ExpectedFunction => ({
    ...one,
    cost,
    reason: one.inlinable ? null : `function too complex: cost ${cost} exceeds budget 80`,
  });
  switch (one.name) {
    case "Recurse":
      return minor < 24 ? { ...one, inlinable: false, cost: null, reason: "recursive" } : one;
    case "TypeSwitch":
      return minor < 26 ? costs(143) : one;
    case "(*Ring).Push":
      return minor < 26 ? costs(162) : one;
    case "MethodValue":
      return minor < 24 ? costs(70) : one;
    case "call":
      return minor < 24 ? costs(60) : one;
    case "Box[go.shape.int].Get":
      return minor < 26 ? { ...one, inlinable: true, cost: 76, reason: null } : one;
    case "Box[int].Get": {
      const reason = "function too complex: cost 81 exceeds budget 80";
      return minor < 26 ? { ...one, inlinable: false, cost: 81, reason } : one;
    }
    case "init.func1":
      return minor < 22 ? { ...one, name: "glob..func1" } : one;
    default:
      return one;
  }
}

const isCompared = ({ name, file }: ExpectedFunction, version: string): boolean => {
  const minor = Number(version.split(".")[1]);
  // Range-over-func came with 1.23 and was not inlined at first; wrappers of go and defer have names since 1.22.
  if (file === "rangefunc.go") return minor >= 26;
  return minor >= 22 || !/(?:gowrap|deferwrap)\d$/.test(name);
};

describe.each(VERSIONS)("%s: what can be inlined", (version) => {
  const said = compiler(version).decisions;
  const compared = expected.functions.filter((each) => isCompared(each, version));

  test.each(compared.map((each) => [each.name, inVersion(each, version)] as const))(
    "%s",
    (_, want) => {
      const found = said.find(
        (each) => each.file === want.file && each.line === want.line && each.name === want.name,
      );
      expect(found?.inlining).toEqual({
        can: want.inlinable,
        cost: want.cost,
        budget: want.inlinable || want.cost === null ? null : 80,
        reason: want.reason,
      });
    },
  );
});

describe("explicit panics of the sources", () => {
  const sources = ["paths.go", "rangefunc.go"].map((file) => ({
    file,
    ...parseFunctions(readFileSync(join(FIXTURES, "src", `${file}.txt`), "utf8")),
  }));

  test("are those, in those functions", () => {
    const want = expected.functions.flatMap(({ file, sites }) =>
      sites.filter(({ kind }) => kind === "panic").map(({ line }) => `${file}:${line}`),
    );
    const found = sources.flatMap(({ file, panics }) =>
      panics.map(({ line }) => `${file}:${line}`),
    );
    expect(found.sort()).toEqual(want.sort());
  });

  test("stand in the function that the compiler names, but for closures", () => {
    const decided = verdictsOf("go1.26.8", "test.m2.txt");
    for (const { file, panics } of sources) {
      for (const { function: name, declared } of panics) {
        if (name === "init") continue;
        const found = decided.atDeclaration(file, declared);
        expect(found?.name.replace(/\[[^\]]*\]/g, "")).toBe(name);
      }
    }
  });
});

describe("what goes to the heap at a panic", () => {
  const escaping = verdictsOf("go1.26.8", "build.l.m2.txt");
  const byDefault = verdictsOf("go1.26.8", "test.m2.txt");

  test.each(
    expected.functions
      .filter((each) => each.sites.length > 0)
      .map((each) => [each.name, each] as const),
  )("%s", (_, { file, sites, escapes }) => {
    const found = sites
      .filter(({ kind }) => kind === "panic")
      .flatMap(({ line }) => escapesIn([escaping, byDefault], file, line));
    const shown = found.map((each) => `${each.line}:${each.column} ${each.paid}`);
    const want = escapes.map(
      ({ at, constant, always }) =>
        `${at} ${constant === true ? "constant" : always === true ? "always" : "panicking"}`,
    );
    expect([...new Set(shown)].sort()).toEqual(want.sort());
  });
});

function explainedIncident(version: string, trace: string): Incident | undefined {
  const facts = read(trace, join(FIXTURES, version, "test.m2.txt"));
  const stories = tellRun(facts, layoutOf(facts, []), hash);
  const context = {
    dirOf: () => null,
    declared: () => [],
    source: () => [],
    commandPlace: (path: string) => ({ dir: null, package: path }),
    flags: [],
    args: [],
    failFast: false,
    settingsOf: () => [],
  };
  const { incidents } = assemble([{ variant: "default", stories }], context, [], 0);
  const decided = new Verdicts(facts.compiler, itself);
  return incidents[0] === undefined ? undefined : explainIncident(incidents[0], decided, [decided]);
}

const users = (incident: Incident | undefined): PathFrame[] =>
  (incident?.path ?? []).filter((frame) => frame.owner === "user" || frame.owner === "test");

/** `(*Ring).Push: cost 170 exceeds budget 80`, as the expectations write it. */
function reasonsOf(incident: Incident | undefined): string[] {
  return users(incident).flatMap(({ function: name, why, inlining }) => {
    if (why === null) return [];
    const local = (name ?? "").replace(/^example\.com\/diag\./, "");
    return [inlining === null ? `${local}: ?` : `${local}: ${why.text}`];
  });
}

describe("panic paths of go1.26.8", () => {
  test.each(expected.tests.map((each) => [each.test, each] as const))("%s", (name, want) => {
    const dir = join(FIXTURES, "go1.26.8", "trace");
    const file = `${name.split("/", 1)[0]}.jsonl`;
    const trace = [join(dir, "default", file), join(dir, "default", `${name}.jsonl`)].find(
      existsSync,
    );
    if (trace === undefined) throw new Error(`no trace of ${name}`);
    const incident = explainedIncident("go1.26.8", trace);
    expect(incident?.nonInlined).toBe(want.nonInlined);
    const said = new Set(reasonsOf(incident));
    // The path is that of the first panic: what a deferred function did then has a path of its own.
    const told = (want.reason?.split("; ") ?? []).filter(
      (each) => !each.startsWith("Recovered.func1"),
    );
    expect([...said].map((each) => each.replaceAll("[...]", "[go.shape.int]")).sort()).toEqual(
      told.sort(),
    );
  });

  test.each(
    expected.tests.flatMap((each) =>
      each.hidden === undefined ? [] : [[each.test, each.hidden] as const],
    ),
  )("%s goes through frames that only GOTRACEBACK=system prints", (name, hidden) => {
    const trace = join(FIXTURES, "go1.26.8", "trace", "system", `${name}.jsonl`);
    const through = users(explainedIncident("go1.26.8", trace)).flatMap((frame) => frame.through);
    expect(through).toEqual(hidden.map((each) => `example.com/diag.${each}`));
  });
});

test("Go 1.21 says that a recursive function calls itself", () => {
  const trace = join(FIXTURES, "go1.21.13", "trace", "default", "TestRecurse.jsonl");
  const incident = explainedIncident("go1.21.13", trace);
  expect([...new Set(users(incident).flatMap(({ why }) => why?.cause ?? []))]).toEqual([
    "recursive",
  ]);
});
