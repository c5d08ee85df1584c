import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { join, openReportDir, realPath, SUMMARY_BYTES, writeParts } from "../files/index.ts";
import {
  FORMATS,
  fileOf,
  type RedactedReport,
  type Redaction,
  type Report,
  withoutValues,
} from "../model/index.ts";
import {
  type FormatLimits,
  forLog,
  type MarkdownLimits,
  type NextStep,
  noticeCommand,
  RENDERERS,
  renderAnnotations,
  renderMarkdown,
} from "../render/index.ts";
import {
  loadReviewHost,
  loadRunnerFiles,
  type Reviewed,
  type ReviewNote,
  reviewReport,
  reviewTarget,
  type Waiting,
} from "../review/index.ts";
import type { GithubRun, ReviewSettings, RunSettings, Settings } from "../settings/index.ts";
import { fromHere } from "./from-here.ts";
import { nextSteps, type Printed } from "./next-steps.ts";

/** What is printed in a job stands in its log, which more people read than a terminal. */
export const inLog = (report: RedactedReport, { environment }: Settings): RedactedReport =>
  environment.ci ? withoutValues(report) : report;

/** Writes the files of a report; throws ImpossibleError where the folder can't be written. */
export async function writeReportFiles(
  report: RedactedReport,
  { reportDir: dir, formats, valuesInComment }: RunSettings,
  settings: Settings,
): Promise<void> {
  openReportDir(dir);
  const limits = limitsOf(settings, []);
  const forReaders = valuesInComment ? report : withoutValues(report);
  for (const { id, written } of FORMATS) {
    const isWanted = written.file !== null && (written.when === "always" || formats.includes(id));
    const shown = id === "json" ? report : forReaders;
    if (isWanted) writeParts(join(dir, written.file), await RENDERERS[id](shown, limits));
  }
}

/** In a log that nobody scrolls while it grows, failures are shown in full; at a terminal the first one. */
const MOST_FULL = 20;

/** Of what is printed, and of files. `steps`: what to do next. */
function limitsOf(settings: Settings, steps: readonly NextStep[]): FormatLimits {
  const { verbose, slowest, environment } = settings;
  const { color, columns, ci } = environment;
  const full = verbose || ci ? MOST_FULL : 1;
  return {
    markdown: summaryLimits(settings),
    text: { color, columns, full, verbose, slowest, steps },
  };
}

/** The run that a report is printed for. */
const runOf = ({ command, words }: Settings): Printed["run"] =>
  command.kind === "run" ? { settings: command.run, words } : null;

/** A summary's length and links: to the commit that was tested, and to the run. */
function summaryLimits({ slowest, environment: { github } }: Settings): MarkdownLimits {
  const known = github !== null && github.repository !== "" && github.sha !== null;
  return {
    // A letter is three bytes at most, in UTF-16 units.
    length: SUMMARY_BYTES / 3,
    slowest,
    blobUrl: known ? `${github.serverUrl}/${github.repository}/blob/${github.sha}` : null,
    runUrl: null,
  };
}

/** Prints on stdout what was asked for, and waits until it is written. */
async function print(parts: Iterable<string>): Promise<void> {
  for (const part of parts) {
    if (!process.stdout.write(part)) {
      await new Promise((resolve) => process.stdout.once("drain", resolve));
    }
  }
}

/**
 * Prints a report in the format asked for. Text for a workflow's log is wrapped so that nothing in
 * it is taken for a command (docs.github.com, stop-commands); other formats are for files.
 * `written`: the folder that holds its files already: as JSON it may be hundreds of megabytes. Null: none.
 * `root`: of the repository, where lines to reproduce hold; null where nobody knows it.
 */
export async function printReport(
  report: RedactedReport,
  settings: Settings,
  written: string | null = null,
  root: string | null = null,
): Promise<void> {
  const format = settings.as ?? "text";
  if (format === "json" && written !== null) {
    await pipeline(createReadStream(join(written, fileOf("json"))), process.stdout, { end: false });
    return;
  }
  const steps = settings.environment.ci
    ? []
    : nextSteps(report, {
        reportDir: written,
        run: runOf(settings),
        calledAs: settings.environment.calledAs,
      });
  const isHere = format === "text" && root !== null && !settings.environment.ci;
  const shown = isHere ? fromHere(report, root, realPath(process.cwd())) : report;
  const parts = await RENDERERS[format](shown, limitsOf(settings, steps));
  if (settings.environment.github === null || format !== "text") return print(parts);
  const token = `panicpath-${randomUUID()}`;
  process.stdout.write(`::stop-commands::${token}\n`);
  try {
    await print(parts);
  } finally {
    process.stdout.write(`\n::${token}::\n`);
  }
}

/** What a report is delivered with. */
interface Delivery {
  readonly run: RunSettings;
  readonly settings: Settings;
  /** Nobody waits for comments of a run that a signal ended. */
  readonly interrupted: boolean;
  /** The commits that were tested here; null for reports from elsewhere. */
  readonly tested: readonly string[] | null;
  readonly redaction: Redaction;
  /** Of the repository; null where nobody knows it. */
  readonly root: string | null;
}

/**
 * Files and text first, then what GitHub Actions gets: summary, outputs, check, comment,
 * annotations. Where the files can't be written all else is still told.
 */
export async function deliverReport(report: RedactedReport, delivery: Delivery): Promise<void> {
  const { run, settings } = delivery;
  let problem: unknown = null;
  try {
    await writeReportFiles(report, run, settings);
  } catch (error) {
    problem = error;
  }
  const written = problem === null ? run.reportDir : null;
  const forReaders = run.valuesInComment ? report : withoutValues(report);
  const printed = run.valuesInComment ? report : inLog(report, settings);
  // The file of report.json has the values: where they are not to be printed, neither is the file.
  const sent = printed === report ? written : null;
  await printReport(printed, settings, sent, delivery.root);
  await publishToGithub(forReaders, delivery);
  if (problem !== null) throw problem;
}

async function publishToGithub(report: RedactedReport, delivery: Delivery): Promise<void> {
  const { run, settings, interrupted } = delivery;
  const { github } = settings.environment;
  const { annotations } = run.review;
  if (github === null) {
    if (annotations === "always") process.stdout.write(renderAnnotations(report));
    return;
  }
  printNotes(await fillRunnerFiles(report, delivery, github), delivery.redaction);
  const reviewed = interrupted
    ? NOT_REVIEWED
    : await review(report, github, run.review, delivery.tested);
  if (annotations !== "never") {
    const which = annotations === "auto" && reviewed.annotated ? "placeless" : "all";
    process.stdout.write(renderAnnotations(report, which));
  }
  printNotes(reviewed.notes, delivery.redaction);
}

/** Job summary and outputs; gives what could not be written. */
async function fillRunnerFiles(
  report: RedactedReport,
  { run, settings }: Delivery,
  github: GithubRun,
): Promise<ReviewNote[]> {
  const { appendSummary, setOutputs } = await loadRunnerFiles();
  const isSummed =
    github.summary === null ||
    !run.jobSummary ||
    appendSummary(github.summary, renderMarkdown(report, summaryLimits(settings)));
  const isPut = github.output === null || setOutputs(outputsOf(report, run));
  const missing = [...(isSummed ? [] : ["job summary"]), ...(isPut ? [] : ["outputs"])];
  return missing.map((what) => ({
    level: "warning" as const,
    text: `the ${what} can't be written: the runner's file is not there, or full`,
  }));
}

const NOT_REVIEWED: Reviewed = { annotated: false, notes: [] };

/** Nobody misses what was not asked for. */
function withoutToken({ comment, check }: ReviewSettings): Reviewed {
  if (comment !== "always" && check !== "always") return NOT_REVIEWED;
  const text = "neither comment nor check run was written: there is no token, or no repository";
  return { ...NOT_REVIEWED, notes: [{ level: "warning", text }] };
}

/**
 * Check and comment, with the token that the run was given; none of it without one.
 * `tested`: see `reviewTarget`.
 */
export async function review(
  report: RedactedReport,
  github: GithubRun,
  settings: ReviewSettings,
  tested: readonly string[] | null,
): Promise<Reviewed> {
  const token = settings.token ?? github.token;
  const { comment, check } = settings;
  if (comment === "never" && check === "never") return NOT_REVIEWED;
  if (token === null || github.repository === "") return withoutToken(settings);
  const target = reviewTarget(github, tested);
  try {
    // The library looks at the address as soon as it is loaded.
    const { githubHost } = await loadReviewHost();
    const host = githubHost({ ...github, token }, WAITING);
    return await reviewReport(report, { target, github, review: settings }, host);
  } catch (error) {
    // An address that is none, for one: the report is told all the same.
    const words = error instanceof Error ? error.message : String(error);
    const text = `neither comment nor check run was written: ${words}`;
    return { ...NOT_REVIEWED, notes: [{ level: "warning", text }] };
  }
}

const WAITING: Waiting = {
  now: Date.now,
  random: Math.random,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

export function printNotes(notes: readonly ReviewNote[], redaction: Redaction): void {
  for (const { level, text } of notes) {
    const words = redaction.text(text);
    process.stdout.write(level === "log" ? `${forLog(words)}\n` : noticeCommand(level, words));
  }
}

function outputsOf(report: Report, run: RunSettings): Record<string, string | number> {
  return {
    verdict: report.verdict.pass ? "pass" : "fail",
    summary: report.verdict.summary,
    incidents: report.incidents.length,
    "new-incidents": report.incidents.filter(
      (incident) => incident.baseline === "new" || incident.baseline === "unknown",
    ).length,
    failures: report.findings.filter((finding) => finding.rule === "test-failure").length,
    "not-run": report.notRun.length,
    report: join(run.reportDir, fileOf("json")),
    junit: join(run.reportDir, fileOf("junit")),
    "summary-file": join(run.reportDir, fileOf("markdown")),
  };
}

/** 0 where the gate passed, 1 where it failed. */
export const codeOf = (report: Report): number => (report.verdict.pass ? 0 : 1);
