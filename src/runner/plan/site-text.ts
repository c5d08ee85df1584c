import type { SiteText, SiteTextOf } from "../../correlate/index.ts";
import { type FunctionDeclaration, parseFunctions } from "../../toolchain/index.ts";

interface SourceFile {
  /** Trimmed, blanks folded: formatting changes no identity. */
  readonly lines: readonly string[];
  /** Of each line, which of equal ones it is, from 1 on. */
  readonly nth: Int32Array;
}

/** Files longer than this are no places to look at. */
const MOST_LETTERS = 4 << 20;

/**
 * Tells the text of a place in the repository, and which it is of equal lines of its function;
 * `read` gives the text of a file by its path in the repository. Files are read once.
 */
export function siteTexts(read: (file: string) => string | null): SiteTextOf {
  const files = new Map<string, SourceFile | null>();
  const fileOf = (name: string): SourceFile | null => {
    const known = files.get(name);
    if (known !== undefined) return known;
    const text = name.startsWith("/") || name.split("/").includes("..") ? null : read(name);
    const file = text === null || text.length > MOST_LETTERS ? null : sourceFile(text);
    files.set(name, file);
    return file;
  };
  return ({ file, line }) => {
    const source = fileOf(file);
    return source === null ? null : textAt(source, line);
  };
}

function sourceFile(text: string): SourceFile {
  const lines = text.split("\n").map((line) => line.replace(/\s+/g, " ").trim());
  return { lines, nth: countsOf(lines, parseFunctions(text).declarations) };
}

/** Of each line, how many equal ones stand before it in its function, itself counted; outside of functions, in the file. */
function countsOf(
  lines: readonly string[],
  declarations: readonly FunctionDeclaration[],
): Int32Array {
  const counts = new Int32Array(lines.length);
  const inFile = new Map<string, number>();
  const starts = new Map(declarations.map((declaration) => [declaration.line, declaration]));
  let own: { readonly endLine: number; readonly seen: Map<string, number> } | null = null;
  for (const [at, text] of lines.entries()) {
    const started = starts.get(at + 1);
    if (started !== undefined) own = { endLine: started.endLine, seen: new Map() };
    else if (own !== null && at + 1 > own.endLine) own = null;
    const ofFile = counted(inFile, text);
    counts[at] = own === null ? ofFile : counted(own.seen, text);
  }
  return counts;
}

function counted(seen: Map<string, number>, text: string): number {
  const count = (seen.get(text) ?? 0) + 1;
  seen.set(text, count);
  return count;
}

function textAt({ lines, nth }: SourceFile, line: number): SiteText | null {
  const text = lines[line - 1];
  if (text === undefined || text === "") return null;
  return { text: text.slice(0, 300), nth: nth[line - 1] ?? 1 };
}
