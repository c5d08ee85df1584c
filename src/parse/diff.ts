/** Lines of the new side, both ends included. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Lines that a change adds or edits, by file, of `git diff -U0 --no-prefix` (git-diff, unified
 * format). Where lines were only taken away there is none.
 */
export function changedLines(diff: string): Map<string, LineRange[]> {
  const ranges = new Map<string, LineRange[]>();
  const lines = diff.split("\n");
  let file: string | null = null;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (line.startsWith(NEW_FILE)) file = nameOf(line.slice(NEW_FILE.length));
    const hunk = hunkOf(line);
    if (hunk === null) continue;
    // An added line `++ x` is printed as `+++ x`, like a file's name: a hunk's lines are counted, not read.
    at += hunk.removed + hunk.added;
    if (file === null || hunk.added === 0) continue;
    const range = { from: hunk.start, to: hunk.start + hunk.added - 1 };
    const known = ranges.get(file);
    if (known === undefined) ranges.set(file, [range]);
    else known.push(range);
  }
  return ranges;
}

const NEW_FILE = "+++ ";
const HUNK = /^@@ -\d+(?:,(?<removed>\d+))? \+(?<start>\d+)(?:,(?<added>\d+))? @@/;

/** `@@ -12,0 +13,2 @@ func f()`: a count that is left out is one. */
function hunkOf(line: string): { removed: number; start: number; added: number } | null {
  const groups = HUNK.exec(line)?.groups;
  if (groups === undefined) return null;
  const { removed = "1", start, added = "1" } = groups;
  return { removed: Number(removed), start: Number(start), added: Number(added) };
}

/** A tab ends names with blanks; odd ones are quoted as in C, and not understood here. */
function nameOf(text: string): string | null {
  const name = text.replace(/\t$/, "");
  return name === "/dev/null" || name.startsWith('"') ? null : name;
}
