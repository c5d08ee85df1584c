import {
  type Finding,
  type Incident,
  type PathFrame,
  type Report,
  RULES,
  type Rule,
  type RuleId,
  shortFunction,
} from "../../model/index.ts";
import { messageOf, reasonText } from "../../outline/index.ts";
import { shortened, visible } from "../escape.ts";

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
const RULE_PAGES = "https://github.com/panicpath/panicpath/blob/main/docs/rules";

/** GitHub takes at most so many results of a run (code scanning, SARIF support). */
const MOST_RESULTS = 5000;

const LEVELS = { error: "error", warning: "warning", note: "note" } as const;

/** The findings as SARIF 2.1.0: a result each, with the panic's path as its code flow. */
export function renderSarif(report: Report): string {
  const incidents = new Map(report.incidents.map((incident) => [incident.fingerprint, incident]));
  const findings = report.findings.slice(0, MOST_RESULTS);
  const used = RULES.filter((rule) => findings.some((finding) => finding.rule === rule.id));
  const document = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "panicpath",
            version: report.tool.version,
            informationUri: "https://github.com/panicpath/panicpath",
            rules: used.map(ruleObject),
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { SRCROOT: { description: { text: "The root of the repository." } } },
        invocations: [{ executionSuccessful: report.run.complete }],
        results: findings.map((finding) =>
          resultObject(finding, used, incidents.get(finding.fingerprint)),
        ),
      },
    ],
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

function ruleObject({ id, title, help, severity }: Rule): object {
  return {
    id,
    name: title,
    shortDescription: { text: title },
    fullDescription: { text: help },
    helpUri: `${RULE_PAGES}/${id}.md`,
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function resultObject(
  finding: Finding,
  used: readonly Rule[],
  incident: Incident | undefined,
): object {
  const { rule, severity, fingerprint, baseline, waived } = finding;
  return {
    ruleId: rule,
    ruleIndex: indexOf(rule, used),
    level: LEVELS[severity],
    message: { text: shortened(visible(messageOf(finding)), 2000) },
    locations: finding.file === null ? [] : [locationOf(finding.file, finding.line)],
    partialFingerprints: { "panicpath/v1": fingerprint },
    ...(baseline === null ? {} : { baselineState: BASELINES[baseline] }),
    ...(waived === null
      ? {}
      : { suppressions: [{ kind: "external", justification: visible(waived) }] }),
    ...(incident === undefined || incident.path.length === 0
      ? {}
      : { codeFlows: [{ threadFlows: [{ locations: incident.path.map(flowLocation) }] }] }),
  };
}

/** What can't be compared is open: SARIF has no word for it but new. */
const BASELINES = { new: "new", known: "unchanged", fixed: "absent", unknown: "new" } as const;

const indexOf = (id: RuleId, used: readonly Rule[]): number =>
  used.findIndex((rule) => rule.id === id);

/** A place in the repository; files of others are named as the trace names them. */
function locationOf(file: string, line: number | null): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file), uriBaseId: "SRCROOT" },
      ...(line === null || line < 1 ? {} : { region: { startLine: line } }),
    },
  };
}

function flowLocation(frame: PathFrame): object {
  const name = shortFunction(frame.function ?? "?");
  const why = reasonText(frame);
  const compiled = frame.inlined ? "inlined" : "not inlined";
  const text = visible(`${name} (${compiled}${why === "" ? "" : `: ${why}`})`);
  return { location: { ...locationOf(frame.file, frame.line), message: { text } } };
}

/** Relative to SRCROOT, and below it: nothing leads out of the repository. */
const uriOf = (file: string): string =>
  visible(file)
    .split("/")
    .filter(
      (part, at) => !["", ".", ".."].includes(part) && !(at === 0 && /^[A-Za-z]:$/.test(part)),
    )
    .map(encodeURIComponent)
    .join("/");
