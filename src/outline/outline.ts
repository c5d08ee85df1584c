import type { Report } from "../model/index.ts";
import { cutText } from "./listed.ts";
import { sectionsOf } from "./outline-sections.ts";
import type { About, Amount, Headline, Outline, VariantRow } from "./outline-types.ts";
import { baseLine, countsLine, hasRegressions, rescuedText } from "./words.ts";

/** What a report shows, in which order, how much of it: decided here alone, and put into letters by printers. */
export function outlineOf(report: Report, amount: Amount): Outline {
  return {
    headline: headlineOf(report),
    about: aboutOf(report),
    sections: sectionsOf(report, amount),
  };
}

function headlineOf(report: Report): Headline {
  const { verdict, run } = report;
  return {
    sign: !verdict.pass ? "fail" : hasRegressions(report) ? "doubt" : "pass",
    words: verdict.summary,
    gate: verdict.failOn,
    counts: countsLine(report),
    rescued: rescuedText(report),
    isComplete: run.complete,
    seconds: run.seconds,
  };
}

function aboutOf(report: Report): About {
  const { run, go, tool } = report;
  const platform = go.goos === null ? "" : ` ${go.goos}/${go.goarch}`;
  return {
    tool: `panicpath ${tool.version}`,
    name: run.name,
    go: go.version === null ? null : `${go.version}${platform}`,
    modules: go.modules.map((module) => module.path),
    shard: run.shard === null ? null : `shard ${run.shard.index}/${run.shard.of}`,
    job: run.job?.name ?? null,
    variants:
      run.mode === "parse" ? [] : report.variants.map((variant) => variantRow(report, variant)),
    legs: run.legs.length < 2 ? [] : run.legs.map(legRow),
    base: baseLine(report),
  };
}

const legRow = ({ pass, name, summary }: Report["run"]["legs"][number]) => ({
  pass,
  words: `${name}: ${summary}`,
});

function variantRow(report: Report, variant: Report["variants"][number]): VariantRow {
  const { name, state, reason, seconds, packages } = variant;
  if (state !== "ran") {
    const why = reason === null ? "" : `: ${reason}`;
    return { name, sign: "doubt", words: `${state}${why}`, seconds: null };
  }
  const failed = failuresUnder(report, name);
  if (failed === "" && cutText(report) !== null) {
    return { name, sign: "doubt", words: "interrupted", seconds: null };
  }
  const isPartial = packages !== null && packages.ran < packages.of;
  const part = isPartial ? ` in ${packages.ran} of ${packages.of} packages` : "";
  if (failed !== "") return { name, sign: "fail", words: failed + part, seconds };
  return { name, sign: isPartial ? "doubt" : "pass", words: `passes${part}`, seconds };
}

function failuresUnder({ incidents, tests }: Report, variant: string): string {
  const ended = incidents.filter(({ occurrences }) =>
    occurrences.some((occurrence) => occurrence.variant === variant && occurrence.failed > 0),
  ).length;
  const failed = tests.filter(({ runs }) =>
    runs.some((run) => run.variant === variant && run.outcome === "fail"),
  ).length;
  return [counted(ended, "incident"), counted(failed, "failed test")]
    .filter((part) => part !== null)
    .join(", ");
}

const counted = (count: number, word: string): string | null =>
  count === 0 ? null : `${count} ${word}${count === 1 ? "" : "s"}`;
