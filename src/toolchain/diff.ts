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
  let file: string | null = null;
  for (let from = 0; from < diff.length; ) {
    const end = endOfLine(diff, from);
    const isHunk = diff.startsWith(HUNK_START, from);
    if (diff.startsWith(NEW_FILE, from)) file = nameOf(diff.slice(from + NEW_FILE.length, end));
    const hunk = isHunk ? hunkOf(diff.slice(from, end)) : null;
    // An added line `++ x` is printed as `+++ x`, like a file's name: a hunk's lines are counted, not read.
    from = hunk === null ? end + 1 : behindLines(diff, end + 1, hunk.removed + hunk.added);
    if (hunk === null || file === null || hunk.added === 0) continue;
    const range = { from: hunk.start, to: hunk.start + hunk.added - 1 };
    const known = ranges.get(file);
    if (known === undefined) ranges.set(file, [range]);
    else known.push(range);
  }
  return ranges;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

function behindLines(text: string, from: number, count: number): number {
  let at = from;
  for (let left = count; left > 0 && at < text.length; left -= 1) at = endOfLine(text, at) + 1;
  return at;
}

const NEW_FILE = "+++ ";
const HUNK_START = "@@ -";
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
