import { type Finding, type Report, testKey } from "../model/index.ts";
import { codeInMarkdown, fence, forMarkdown, shortened } from "./escape.ts";
import { asidesOf, listedIn, messageOf, newsFirst } from "./listed.ts";
import { details, linkTo, type MarkdownLimits, type Section } from "./markdown-parts.ts";

export const FAILURE_LIMIT = 50;

export function failureSections(report: Report, limits: MarkdownLimits): Section[] {
  const findings = listedIn(report, "failures");
  const failures = newsFirst(findings.filter((finding) => finding.rule === "test-failure"));
  const only = findings.filter((finding) => finding.rule === "variant-only-failure");
  const rest = findings.filter(
    ({ rule }) => rule !== "test-failure" && rule !== "variant-only-failure",
  );
  return [
    ...listSection(["test failure", "test failures"], failures, report, limits),
    ...listSection(
      ["failure under one variant only", "failures under one variant only"],
      only,
      report,
      limits,
    ),
    ...listSection(
      ["flaky test or waiver to look at", "flaky tests and waivers to look at"],
      rest,
      report,
      limits,
    ),
  ];
}

function listSection(
  [one, many]: readonly [string, string],
  findings: readonly Finding[],
  report: Report,
  limits: MarkdownLimits,
): Section[] {
  if (findings.length === 0) return [];
  const told = findings.slice(0, FAILURE_LIMIT);
  const keys = new Set(told.map((finding) => testKey(finding.package ?? "", finding.test ?? "")));
  const tests = new Map(
    report.tests.flatMap((test) => {
      const key = testKey(test.package, test.name);
      return keys.has(key) ? [[key, test] as const] : [];
    }),
  );
  const blocks = told.map((finding) => {
    const test = tests.get(testKey(finding.package ?? "", finding.test ?? ""));
    return failureBlock(finding, test?.output ?? [], limits);
  });
  const more =
    findings.length > FAILURE_LIMIT ? [`… and ${findings.length - FAILURE_LIMIT} more`] : [];
  const summary = `<b>${findings.length}</b> ${findings.length === 1 ? one : many}`;
  return [{ text: details(summary, [...blocks, ...more]), instead: summary }];
}

function failureBlock(finding: Finding, said: readonly string[], limits: MarkdownLimits): string {
  const place = finding.file === null ? "" : ` ${linkTo(finding.file, finding.line, limits)}`;
  const words = finding.rule === "test-failure" ? asidesOf(finding).join("; ") : messageOf(finding);
  const message = words === "" ? "" : ` ${forMarkdown(words)}`;
  const output = said.slice(-20);
  const name = finding.test === null ? "" : codeInMarkdown(finding.test);
  const head = `${name}${place}${message}`.trimStart();
  return output.length === 0 ? head : `${head}\n\n${fence(output, "text")}`;
}

/** What the change did to panics and to what the compiler inlines; folded, as it is seldom urgent. */
export function inliningSections(report: Report, limits: MarkdownLimits): Section[] {
  const findings = listedIn(report, "inlining");
  if (findings.length === 0) return [];
  const lines = findings.slice(0, FAILURE_LIMIT).map((finding) => {
    const place = finding.file === null ? "" : `${linkTo(finding.file, finding.line, limits)}: `;
    return `- ${finding.severity}: ${place}${forMarkdown(shortened(messageOf(finding), 400))}`;
  });
  const more =
    findings.length > FAILURE_LIMIT ? [`… and ${findings.length - FAILURE_LIMIT} more`] : [];
  const summary = `<b>${findings.length}</b> on panic code and inlining`;
  const text = details(summary, [lines.join("\n"), ...more]);
  return [{ text, instead: summary }];
}
