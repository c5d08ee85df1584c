/** `v2%2ex.F` is `v2.x.F`; Go 1.27 escapes some names twice (cmd/internal/objabi, PathToPrefix). */
export function unescaped(name: string): string {
  let text = name;
  for (let round = 0; round < 3 && text.includes("%"); round += 1) {
    text = text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
  return text;
}

export interface SplitName {
  /** The import path, `_test` of an external test package cut off. */
  readonly importPath: string;
  readonly rest: string;
}

/** `a/b.c/v2%2ex_test.(*T).M.func1` into import path and what is behind its dot. */
export function splitFunction(name: string): SplitName {
  const bracket = name.indexOf("[");
  const slash = name.lastIndexOf("/", bracket < 0 ? name.length : bracket);
  const dot = name.indexOf(".", slash + 1);
  if (dot < 0) return { importPath: "", rest: unescaped(name) };
  const importPath = unescaped(name.slice(0, dot)).replace(/_test$/, "");
  return { importPath, rest: unescaped(name.slice(dot + 1)) };
}

/** Frames that the compiler made for `go f(x)` and `defer f(x)`: no places to look at. */
export function isWrapper(name: string): boolean {
  return /\.(?:deferwrap|gowrap)\d+$/.test(name) || name.endsWith("-fm");
}

const UNNAMED = /^(?:func\d+|\d+|gowrap\d+|deferwrap\d+)$/;

/**
 * What stays of a function's name between versions and builds: no package (an
 * inlined closure carries its caller's), no type arguments, no closure numbers;
 * of a closure the innermost named function. See docs/attribution.md.
 */
export function stableFunction(name: string): string {
  const { rest } = splitFunction(withoutBrackets(name));
  const parts = rest
    .replace(/-(?:range\d+|fm)/g, "")
    .split(".")
    .map((part) => (part === "glob" ? "init" : part));
  const named = parts.filter((part) => part !== "" && !UNNAMED.test(part));
  if (named.length === parts.length) return named.join(".");
  const last = named.at(-1) ?? "";
  const receiver = named.at(-2) ?? "";
  return receiver.startsWith("(*") ? `${receiver}.${last}` : last;
}

function withoutBrackets(name: string): string {
  let depth = 0;
  let out = "";
  for (const char of name) {
    if (char === "[") depth += 1;
    if (depth === 0) out += char;
    if (char === "]") depth = Math.max(0, depth - 1);
  }
  return out;
}

/** Whether the name is one the compiler gave: another build may give another. */
export function isClosure(name: string): boolean {
  return /\.(?:func)?\d+(?:\.|$|\()/.test(name) || name.includes("..func");
}
