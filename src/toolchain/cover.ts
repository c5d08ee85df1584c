/**
 * Percent of statements that a coverage profile counts as run, to one digit; null where it holds none.
 * `file.go:12.34,15.2 3 1`: place, statements, count (golang.org/x/tools/cover). A block may stand
 * there several times under -coverpkg: it was run if any of them says so.
 */
export function coverPercent(profile: string): number | null {
  const blocks = new Map<string, { statements: number; isRun: boolean }>();
  for (const line of profile.split("\n")) {
    const [place = "", statements = "", count = ""] = line.split(" ");
    if (!/^\d{1,9}$/.test(statements) || !/^\d+\r?$/.test(count)) continue;
    const isRun = /[1-9]/.test(count);
    const known = blocks.get(place);
    if (known === undefined) blocks.set(place, { statements: Number(statements), isRun });
    else known.isRun ||= isRun;
  }
  let all = 0;
  let run = 0;
  for (const { statements, isRun } of blocks.values()) {
    all += statements;
    if (isRun) run += statements;
  }
  return all === 0 ? null : Math.round((1000 * run) / all) / 10;
}
