/**
 * The names that Go's linker gives to functions, as traces, the compiler and pprof print them:
 * `example.com/m/v2%2ex_test.(*Box[...]).Get.func1`. Sources: cmd/internal/objabi/path.go (escapes),
 * cmd/compile/internal/ir/func.go (closures, wrappers), go/types (methods, type arguments).
 */

/** `v2%2ex.F` is `v2.x.F`; Go 1.27 escapes some names twice (cmd/internal/objabi, PathToPrefix). */
export function unescapedSymbol(name: string): string {
  let text = name;
  for (let round = 0; round < 3 && text.includes("%"); round += 1) {
    text = text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
  return text;
}

export interface SplitSymbol {
  /** The import path, `_test` of an external test package cut off. */
  readonly importPath: string;
  /** What stands behind its dot: `(*T).M.func1`. */
  readonly rest: string;
}

/** `a/b.c/v2%2ex_test.(*T).M.func1` into import path and what is behind its dot. */
export function splitSymbol(name: string): SplitSymbol {
  const dot = packageDot(name);
  if (dot < 0) return { importPath: "", rest: unescapedSymbol(name) };
  const importPath = unescapedSymbol(name.slice(0, dot)).replace(/_test$/, "");
  return { importPath, rest: unescapedSymbol(name.slice(dot + 1)) };
}

/** Where the dot behind the import path stands; -1 where there is none. Type arguments hold paths of their own. */
function packageDot(name: string): number {
  const bracket = name.indexOf("[");
  const slash = name.lastIndexOf("/", bracket < 0 ? name.length : bracket);
  return name.indexOf(".", slash + 1);
}

/**
 * `toml.isEmpty` of `github.com/BurntSushi/toml.isEmpty`: the package as code calls it. `v4` and
 * `yaml.v3` are versions (go.dev/ref/mod, gopkg.in); an internal package of std stands in full.
 */
export function shortFunction(name: string): string {
  const bracket = name.indexOf("[");
  const slash = name.lastIndexOf("/", bracket < 0 ? name.length : bracket);
  const dot = name.indexOf(".", slash + 1);
  if (slash < 0 || dot < 0) return name.slice(slash + 1);
  if (name.startsWith("internal/") || /^[a-z]+\/internal\//.test(name)) return name;
  const versioned = /^[^.]+\.v\d+(?=\.)/.exec(name.slice(slash + 1));
  if (versioned !== null) {
    const [own = ""] = versioned[0].split(".");
    return own + name.slice(slash + 1 + versioned[0].length);
  }
  const last = name.slice(slash + 1, dot);
  if (!/^v\d+$/.test(last)) return name.slice(slash + 1);
  const before = name.slice(name.lastIndexOf("/", slash - 1) + 1, slash);
  return before + name.slice(dot);
}

/** `Get` of `m.(*Box[...]).Get.func1.2`: the identifier that its declaration has; null where there is none. */
export function declaredName(name: string): string | null {
  const found =
    /(?:^|[.)])([\p{L}_][\p{L}\p{N}_]*)(?:\[\.\.\.\])?(?:\.func\d.*|\.\d.*|-range\d.*)?$/u.exec(
      shortFunction(name),
    );
  return found?.[1] ?? null;
}

/** A name whose type arguments are folded: `Box[go.shape.int].Get` and `Box[...].Get` are one. */
export const foldedSymbol = (name: string): string => withBrackets(name, "[...]");

function withBrackets(name: string, instead: string): string {
  let depth = 0;
  let out = "";
  for (const char of name) {
    if (char === "[") {
      depth += 1;
      if (depth === 1) out += instead;
    } else if (char === "]") depth = Math.max(0, depth - 1);
    else if (depth === 0) out += char;
  }
  return out;
}

/** What the compiler made for a call, where a symbol is such a wrapper. */
export type Wrapper = "go" | "defer" | "method value";

/** The wrapper that a symbol is: of `go f(x)`, `defer f(x)`, `x.M` as a value. Null for all else. */
export function wrapperOf(name: string): Wrapper | null {
  if (name.endsWith("-fm")) return "method value";
  const found = /\.(go|defer)wrap\d+$/.exec(name);
  if (found === null) return null;
  return found[1] === "go" ? "go" : "defer";
}

/** A part of a symbol between dots that the compiler numbered: a function literal or a wrapper. */
const isNumbered = (part: string): boolean => /^(?:func\d+|\d+|gowrap\d+|deferwrap\d+)$/.test(part);

/** How many function literals, wrappers and range bodies a symbol lies inside of. */
export const literalDepth = (name: string): number =>
  name.split(".").filter(isNumbered).length + (name.match(/-range\d+/g)?.length ?? 0);

/** Whether the name is one the compiler gave: another build may give another. */
export const isClosure = (name: string): boolean =>
  /\.(?:func)?\d+(?:\.|$|\()/.test(name) || name.includes("..func");

/** `F.func1`, as function literals are named, and up to Go 1.21 the wrappers of `go` and `defer`. */
export const isFunctionLiteral = (name: string): boolean => /\.func\d+$/.test(name);

/**
 * What stays of a function's name between versions and builds: no package (an
 * inlined closure carries its caller's), no type arguments, no closure numbers;
 * of a closure the innermost named function. See docs/attribution.md.
 */
export function stableFunction(name: string): string {
  const { rest } = splitSymbol(withBrackets(name, ""));
  const parts = rest
    .replace(/-(?:range\d+|fm)/g, "")
    .split(".")
    .map((part) => (part === "glob" ? "init" : part));
  const named = parts.filter((part) => part !== "" && !isNumbered(part));
  if (named.length === parts.length) return named.join(".");
  const last = named.at(-1) ?? "";
  const receiver = named.at(-2) ?? "";
  return receiver.startsWith("(*") ? `${receiver}.${last}` : last;
}

const TEST_NAME = /^(?:Test|Fuzz|Benchmark|Example)(?![a-z])/;

/**
 * The top-level test whose code a function is: `pkg.TestX`, `pkg_test.TestX.func1`.
 * Null for TestMain, methods and everything else. Source: go help testfunc.
 */
export function testOfFunction(name: string): string | null {
  // testing/iotest.TestReader and testing/fstest.TestFS are helpers of the standard library.
  if (name.startsWith("testing/")) return null;
  const slash = name.lastIndexOf("/");
  const dot = name.indexOf(".", slash + 1);
  if (dot < 0) return null;
  const rest = name.slice(dot + 1);
  if (!TEST_NAME.test(rest)) return null;
  const first = rest.split(/[.[]/, 1)[0] ?? "";
  const test = first.replace(/-range\d+$/, "");
  return test === "TestMain" ? null : test;
}
