import type { SiteText, SiteTextOf } from "../correlate/index.ts";
import { type FunctionDeclaration, parseFunctions } from "../parse/index.ts";

interface SourceFile {
  /** Trimmed, blanks folded: formatting changes no identity. */
  readonly lines: readonly string[];
  readonly declarations: readonly FunctionDeclaration[];
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

const sourceFile = (text: string): SourceFile => ({
  lines: text.split("\n").map((line) => line.replace(/\s+/g, " ").trim()),
  declarations: parseFunctions(text).declarations,
});

function textAt({ lines, declarations }: SourceFile, line: number): SiteText | null {
  const text = lines[line - 1];
  if (text === undefined || text === "") return null;
  const own = declarations.find((each) => each.line <= line && line <= each.endLine);
  const from = (own?.line ?? 1) - 1;
  const nth = lines.slice(from, line).filter((each) => each === text).length;
  return { text: text.slice(0, 300), nth };
}
