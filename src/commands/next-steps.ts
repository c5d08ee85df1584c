import { relative } from "node:path";
import type { Incident, Report } from "../model/index.ts";
import type { NextStep } from "../render/index.ts";

/** What a reader of a report does next, as commands; `reportDir`: where its files are, null for none; `workingDirectory`: of the run, "." for here; `canRerun`: it is the report of a run of this folder. */
export function nextSteps(
  report: Report,
  reportDir: string | null,
  workingDirectory: string,
  canRerun: boolean,
): NextStep[] {
  const open = report.findings.filter(({ gates }) => gates);
  const waivable = report.incidents.find(({ fingerprint }) =>
    open.some((finding) => finding.fingerprint === fingerprint),
  );
  const explained = report.incidents.find(isExplained);
  const where = workingDirectory === "." ? "" : ` --working-directory ${workingDirectory}`;
  const step = (name: string, words: string | null): NextStep[] =>
    words === null ? [] : [{ name, words }];
  const file = reportDir === null ? null : `${shortPath(reportDir)}/report.json`;
  return [
    ...step("report", file === null ? null : `${file}, with junit.xml and summary.md beside it`),
    ...step(
      "in full",
      file === null || open.length === 0 ? null : `panicpath render ${file} --verbose`,
    ),
    ...step("rerun", open.length === 0 || !canRerun ? null : `panicpath --rerun-failed${where}`),
    ...step(
      "explain",
      explained === undefined ? null : `panicpath explain ${nameOf(explained, file)}${where}`,
    ),
    ...step(
      "waive",
      waivable === undefined
        ? null
        : `panicpath waive ${waivable.fingerprint} --reason "..." --until YYYY-MM-DD`,
    ),
  ];
}

/** The compiler has something to say of its function. */
const isExplained = ({ kind, site, path }: Incident): boolean =>
  kind === "panic" && site !== null && site.line > 0 && path.length > 0;

/** Without a report to look a fingerprint up in, by its place. */
const nameOf = ({ fingerprint, site }: Incident, file: string | null): string =>
  file === null && site !== null ? `${site.file}:${site.line}` : fingerprint;

function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === "" || short.startsWith("..") ? path : short;
}
