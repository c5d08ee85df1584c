import { join, relative } from "../files/index.ts";
import { flagNameOf } from "../go/index.ts";
import { type Incident, type Report, shellQuoted } from "../model/index.ts";
import type { NextStep } from "../render/index.ts";
import type { RunSettings } from "../settings/index.ts";

/** What a report was printed for. */
export interface Printed {
  /** Where its files are; null for none. */
  readonly reportDir: string | null;
  /** The run that made it, with its command line; null where it is the report of another. */
  readonly run: { readonly settings: RunSettings; readonly words: readonly string[] } | null;
  /** See Environment. */
  readonly calledAs: () => string | null;
}

/** What a reader of a report does next, as commands that can be pasted where panicpath was run. */
export function nextSteps(report: Report, { reportDir, run, calledAs }: Printed): NextStep[] {
  const open = report.findings.filter(({ gates }) => gates);
  const gating = new Set(open.map(({ fingerprint }) => fingerprint));
  const isOpen = ({ fingerprint }: Incident): boolean => gating.has(fingerprint);
  const file = reportDir === null ? null : shellQuoted(`${shortPath(reportDir)}/report.json`);
  // Of several modules at once neither go nor the last report's packages are in one folder.
  const isOne = report.run.legs.length === 0;
  const steps: [string, string | null][] = [
    ["report", file === null ? null : `${file}, with junit.xml and summary.md beside it`],
    ["in full", file === null || open.length === 0 ? null : `panicpath render ${file} --verbose`],
    ["rerun", open.length === 0 || run === null || !isOne ? null : rerunLine(report, run.words)],
    ["explain", isOne ? explainLine(report.incidents.filter(isOpen), run?.settings ?? null) : null],
    ["waive", waiveLine(report.incidents.find(isOpen), run?.settings ?? null)],
  ];
  const told = steps.flatMap(([name, words]) => (words === null ? [] : [{ name, words }]));
  const at = told.findIndex(({ words }) => words.startsWith("panicpath "));
  const called = at < 0 ? null : calledAs();
  return called === null
    ? told
    : told.toSpliced(at, 0, { name: "first", words: aliasLine(called) });
}

/** PowerShell's aliases take no arguments. */
const aliasLine = (calledAs: string): string =>
  process.platform === "win32"
    ? `function panicpath { ${calledAs} @args }`
    : `alias panicpath=${shellQuoted(calledAs)}`;

/** With all that was given: what failed under a flag need not fail without it. Null where that chooses tests itself. */
function rerunLine({ run }: Report, words: readonly string[]): string | null {
  const behind = words.indexOf("--");
  const chooses = (word: string): boolean =>
    ["run", "bench", "skip"].includes(flagNameOf(word) ?? "");
  if (!run.complete || (behind >= 0 && words.slice(behind).some(chooses))) return null;
  const given = withoutShard(words).filter(
    (word, at) => word !== "--rerun-failed" && (at > 0 || word !== "run"),
  );
  return ["panicpath --rerun-failed", ...given.map(shellQuoted)].join(" ");
}

/** What failed is in the report of the shard; its packages would be divided once more. */
const withoutShard = (words: readonly string[]): string[] =>
  words.filter(
    (word, at) =>
      !/^--(?:shard|timings)(?:=|$)/.test(word) &&
      !/^--(?:shard|timings)$/.test(words[at - 1] ?? ""),
  );

/** The compiler has something to say of a panic's function; the package is named, as go.work has no `./...`. */
function explainLine(incidents: readonly Incident[], run: RunSettings | null): string | null {
  const found = incidents.find(({ kind, path }) => kind === "panic" && path.length > 0);
  if (found === undefined || run === null) return null;
  const report = run.reportDir === "panicpath-report" ? [] : ["--report-dir", run.reportDir];
  const words = [found.fingerprint, found.package, ...placeWords(run), ...report];
  return ["panicpath explain", ...words.map(shellQuoted)].join(" ");
}

function waiveLine(incident: Incident | undefined, run: RunSettings | null): string | null {
  if (incident === undefined || run === null) return null;
  const where = placeWords(run).map(shellQuoted);
  return [
    `panicpath waive ${incident.fingerprint}`,
    ...where,
    '--reason "..." --until YYYY-MM-DD',
  ].join(" ");
}

const placeWords = ({ workingDirectory: dir }: RunSettings): string[] =>
  dir === "." ? [] : ["--working-directory", dir];

function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === "" || short.startsWith("..") ? join(path) : short;
}
