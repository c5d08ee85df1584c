import { join } from "node:path";
import { loadGithub, openReportDir, SUMMARY_BYTES, writeParts } from "../deliver/index.ts";
import type { Report } from "../model/index.ts";
import {
  loadJunit,
  renderAnnotations,
  renderCtrf,
  renderJson,
  renderMarkdown,
  renderSarif,
  renderText,
} from "../render/index.ts";
import type { Format, RunSettings, Settings } from "../settings/index.ts";

/** Text of a report in one format, part by part. */
export async function* rendered(
  report: Report,
  format: Format,
  settings: Settings,
  json: Iterable<string> = renderJson(report),
): AsyncGenerator<string> {
  const { surroundings } = settings;
  const blobUrl = surroundings.github?.blobUrl ?? null;
  switch (format) {
    case "json":
      yield* json;
      return;
    case "markdown":
      yield renderMarkdown(report, { length: SUMMARY_BYTES / 3, blobUrl });
      return;
    case "junit":
      yield* (await loadJunit()).renderJunit(report);
      return;
    case "sarif":
      yield renderSarif(report);
      return;
    case "ctrf":
      yield renderCtrf(report);
      return;
    case "annotations":
      yield renderAnnotations(report);
      return;
    case "text":
      yield renderText(report, {
        color: surroundings.color,
        columns: surroundings.columns,
        incidents: 20,
      });
      return;
  }
}

/** Writes the three files of a report; throws ImpossibleError where the folder can't be written. */
export async function writeReportFiles(
  report: Report,
  dir: string,
  settings: Settings,
  json: Iterable<string> = renderJson(report),
): Promise<void> {
  openReportDir(dir);
  writeParts(join(dir, "report.json"), json);
  const { renderJunit } = await loadJunit();
  writeParts(join(dir, "junit.xml"), renderJunit(report));
  const blobUrl = settings.surroundings.github?.blobUrl ?? null;
  writeParts(join(dir, "summary.md"), [
    renderMarkdown(report, { length: SUMMARY_BYTES / 3, blobUrl }),
  ]);
}

/** Prints on stdout what was asked for, and waits until it is written. */
export async function print(parts: AsyncIterable<string>): Promise<void> {
  for await (const part of parts) {
    if (!process.stdout.write(part)) {
      await new Promise((resolve) => process.stdout.once("drain", resolve));
    }
  }
}

/** What GitHub Actions gets beside the files: summary, annotations, outputs. */
export async function publishToGithub(
  report: Report,
  run: RunSettings,
  settings: Settings,
): Promise<void> {
  const { github } = settings.surroundings;
  if (run.annotations) process.stdout.write(renderAnnotations(report));
  if (github === null) return;
  const { appendSummary, setOutputs } = await loadGithub();
  if (github.summary !== null) {
    const markdown = renderMarkdown(report, { length: SUMMARY_BYTES / 3, blobUrl: github.blobUrl });
    appendSummary(github.summary, markdown);
  }
  if (github.output !== null) setOutputs(outputsOf(report, run));
}

function outputsOf(report: Report, run: RunSettings): Record<string, string | number> {
  return {
    verdict: report.verdict.pass ? "pass" : "fail",
    summary: report.verdict.summary,
    incidents: report.incidents.length,
    "new-incidents": report.incidents.filter(
      (each) => each.baseline === "new" || each.baseline === "unknown",
    ).length,
    failures: report.findings.filter((finding) => finding.rule === "test-failure").length,
    "not-run": report.notRun.length,
    report: join(run.reportDir, "report.json"),
    junit: join(run.reportDir, "junit.xml"),
    "summary-file": join(run.reportDir, "summary.md"),
  };
}

/** 0 where the gate passed, 1 where it failed. */
export const codeOf = (report: Report): number => (report.verdict.pass ? 0 : 1);
