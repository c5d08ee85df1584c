import { type Difference, lineDifference } from "../git/index.ts";
import { isUsersOwn, type Report } from "../model/index.ts";
import type { Plan } from "../runner/index.ts";
import { changedLines } from "../toolchain/index.ts";

/** Says of incidents whether their file, and of findings and frames whether their line, is one that the change touches. */
export async function withChanges(
  report: Report,
  difference: Difference | null,
  plan: Plan,
): Promise<Report> {
  if (difference === null) return report;
  const changed = new Set(difference.files.map(({ path }) => path));
  const isTouched = await touchedLines(report, difference, plan);
  const incidents = report.incidents.map((incident) => ({
    ...incident,
    changedHere: incident.site === null ? null : changed.has(incident.site.file),
    path: incident.path.map((frame) => ({
      ...frame,
      inChange: isUsersOwn(frame) ? isTouched(frame.file, frame.line) : null,
    })),
  }));
  const findings = report.findings.map((finding) => ({
    ...finding,
    inChange:
      finding.file === null || finding.line === null ? null : isTouched(finding.file, finding.line),
  }));
  return { ...report, incidents, findings };
}

/** A command line holds no more than so many names. */
const MOST_FILES = 500;

/** Files that findings and frames of the user's own stand in. */
const namedFiles = ({ findings, incidents }: Report): Set<string> =>
  new Set([
    ...findings.flatMap((finding) => finding.file ?? []),
    ...incidents.flatMap(({ path }) => path.filter(isUsersOwn).map((frame) => frame.file)),
  ]);

/** Asks git about the files that are named; one that it does not know is new in every line. */
async function touchedLines(
  report: Report,
  { files, renames }: Difference,
  plan: Plan,
): Promise<(file: string, line: number) => boolean | null> {
  const { base } = report;
  const named = namedFiles(report);
  const changed = files.filter(({ path, inHead }) => inHead && named.has(path));
  const wanted = new Set(changed.slice(0, MOST_FILES).map(({ path }) => path));
  if (wanted.size === 0 || plan.git === null || base.commit === null) return () => false;
  // A file that moved is compared with what it was, where git is shown both.
  const old = [...renames].flatMap(([from, to]) => (wanted.has(to) ? from : []));
  const names = [...wanted, ...old];
  const diff = await lineDifference(plan.git.root, plan, base.commit, names);
  if (diff === null) return (file) => (wanted.has(file) ? null : false);
  const ranges = changedLines(diff);
  const untracked = new Set(
    changed.filter(({ path, inBase }) => !inBase && !ranges.has(path)).map(({ path }) => path),
  );
  const moved = new Set(renames.values());
  const left = new Set(changed.slice(MOST_FILES).map(({ path }) => path));
  return (file, line) => {
    if (left.has(file)) return null;
    if (untracked.has(file) && !moved.has(file)) return true;
    return (ranges.get(file) ?? []).some(({ from, to }) => from <= line && line <= to);
  };
}
