import {
  defaultRun,
  type Finding,
  type GcComparison,
  groupedBy,
  type Incident,
  type InliningInfo,
  type NotRun,
  type PackageInfo,
  parentKeys,
  type Rule,
  type RuleId,
  ruleOf,
  ruleOfIncident,
  SEVERITIES,
  type Severity,
  type TestInfo,
  testKey,
  toldKeys,
  type Verdict,
} from "../model/index.ts";
import type { Draft } from "./draft.ts";
import { gcFinding, loopMessage } from "./gc.ts";
import { inliningFindings } from "./inlining.ts";
import { isExpired, speaksOf, type Waiver, waiverWords } from "./waivers.ts";

export interface Policy {
  /** Words of --fail-on: any, incidents, new, none, rule ids, and these with `new-` in front. */
  readonly failOn: readonly string[];
  /** Whether what can't be compared counts as new. */
  readonly unknownBaseline: "fail" | "pass";
  readonly waivers: readonly Waiver[];
  /** ISO date. */
  readonly today: string;
  /** Only a part of the packages was run: what a waiver speaks of may be elsewhere. */
  readonly isPart: boolean;
}

export interface Judged {
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
}

export interface Case {
  readonly incidents: readonly Incident[];
  readonly tests: readonly TestInfo[];
  readonly notRun: readonly NotRun[];
  readonly inlining: InliningInfo;
  readonly packages: readonly PackageInfo[];
  readonly gcComparisons: readonly GcComparison[];
}

/** Turns what happened into findings, most important first, and says whether the gate passes. */
export function judge(theCase: Case, policy: Policy): Judged {
  const drafts = [
    ...theCase.incidents.map((incident) => incidentFinding(incident, policy)),
    ...failureFindings(theCase),
    ...notRunFindings(theCase.notRun),
    ...inliningFindings(theCase),
    ...theCase.gcComparisons.flatMap(gcFinding),
  ];
  const found = [
    ...drafts.map((draft) => waived(draft, policy)),
    ...waiverFindings(drafts, policy),
  ].map((draft) => ({ ...draft, inChange: null }));
  return gated(found.sort(byImportance), theCase.notRun, policy);
}

/** The gate's answer to findings, whoever made them. */
export function gated(
  found: readonly Omit<Finding, "gates">[],
  notRun: readonly NotRun[],
  policy: Policy,
): Judged {
  const findings = found.map((finding) => ({
    ...finding,
    gates: finding.waived === null && gates(finding, policy),
  }));
  const hit = policy.failOn.filter((word) =>
    findings.some((finding) => finding.gates && covers(word, finding, policy)),
  );
  return {
    findings,
    verdict: {
      pass: !findings.some((finding) => finding.gates),
      failedOn: hit,
      failOn: policy.failOn,
      summary: summaryOf({ findings, notRun }),
    },
  };
}

/** A waiver that holds today keeps a finding from the gate, and is shown with it. */
function waived(draft: Draft, { waivers, today }: Policy): Draft {
  const waiver = waivers.find((each) => speaksOf(each, draft) && !isExpired(each, today));
  return waiver === undefined ? draft : { ...draft, waived: waiver.reason };
}

/** A waiver that is over, or that nothing needs any more, should be taken away. */
function waiverFindings(drafts: readonly Draft[], { waivers, today, isPart }: Policy): Draft[] {
  return waivers.flatMap((waiver) => {
    const isUsed = drafts.some((draft) => speaksOf(waiver, draft));
    if ((isUsed || isPart) && !isExpired(waiver, today)) return [];
    const why =
      isUsed || isPart ? `expired on ${waiver.until}` : "speaks of nothing that was found";
    return [
      {
        rule: "waiver" as const,
        severity: ruleOf("waiver").severity,
        message: `the waiver of ${waiverWords(waiver)} ${why}: ${waiver.reason}`,
        file: ".panicpath.yml",
        line: null,
        package: null,
        test: null,
        fingerprint: `waiver:${waiverWords(waiver)}`,
        baseline: null,
        waived: null,
      },
    ];
  });
}

/** Stable: findings of one severity keep the order of what they are about. */
function byImportance(left: Draft, right: Draft): number {
  return SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity);
}

function gates(draft: Draft, policy: Policy): boolean {
  return policy.failOn.some((word) => covers(word, draft, policy));
}

function covers(word: string, draft: Draft, policy: Policy): boolean {
  if (word === "new") return isNew(draft, policy) && draft.severity === "error";
  if (word.startsWith("new-")) return isNew(draft, policy) && covers(word.slice(4), draft, policy);
  if (word === "none") return false;
  if (word === "any") return draft.severity === "error";
  if (word === "incidents") return ruleOf(draft.rule).incident && draft.severity === "error";
  // A rule that warns gates by its warnings: what it only notes is no regression.
  const isAside = draft.severity === "note" && ruleOf(draft.rule).severity !== "note";
  return word === draft.rule && !isAside;
}

function isNew(draft: Draft, policy: Policy): boolean {
  if (draft.baseline === "new") return true;
  return draft.baseline !== "known" && policy.unknownBaseline === "fail";
}

function incidentFinding(incident: Incident, policy: Policy): Draft {
  const rule = ruleOf(ruleOfIncident(incident));
  return {
    rule: rule.id,
    // Seen only where tests were left out: worth knowing, but no proof against the change.
    severity: incident.reproduction === "narrowed" ? "warning" : severityOf(rule, policy),
    message: incidentMessage(incident),
    file: incident.site?.file ?? null,
    line: incident.site?.line || null,
    package: incident.package,
    test: incident.test,
    fingerprint: incident.fingerprint,
    baseline: incident.baseline,
    waived: null,
  };
}

/** A loop without safepoints is an error for those who gate on it. */
function severityOf({ id, severity }: Rule, { failOn }: Policy): Severity {
  const asked = failOn.includes(id) || failOn.includes(`new-${id}`);
  return id === "no-safepoint-loop" && asked ? "error" : severity;
}

/** `panic in TestAt/negative: index out of range [-1]`. */
function incidentMessage(incident: Incident): string {
  if (incident.cause === "no-safepoint") return loopMessage(incident);
  const rule = ruleOf(ruleOfIncident(incident));
  const where = incident.test === null ? incident.package : incident.test;
  // A race's own message is always the same: where it is says more.
  const words = [incident.message, incident.detail];
  const [first, second] = incident.kind === "race" ? words.reverse() : words;
  const what = first ?? second ?? "the process ended without a word";
  const note = incident.note === null ? "" : `\n${incident.note}`;
  return `${rule.title} in ${where}: ${what}${note}`;
}

/** Ordinary failures gate only under `default`: another build changes allocation counts, for one. */
function failureFindings(theCase: Case): Draft[] {
  const told = toldKeys(theCase.incidents);
  const parents = parentKeys(theCase.tests.filter(fails));
  const open = theCase.tests.filter((test) => {
    const key = testKey(test.package, test.name);
    return fails(test) && !told.has(key) && !parents.has(key);
  });
  const passed = new Set(
    theCase.packages.filter((each) => each.outcome === "pass").map((each) => each.importPath),
  );
  return [
    ...open.flatMap((test) => failureFinding(test, passed.has(test.package))),
    ...variantOnlyFindings(open),
  ];
}

const fails = (test: TestInfo): boolean => test.runs.some((run) => run.outcome === "fail");

/** A package that passed says that nobody asked for this test: it ran inside another, or TestMain forgives it. */
function failureFinding(test: TestInfo, isForgiven: boolean): Draft[] {
  const byDefault = defaultRun(test.runs);
  if (byDefault?.outcome !== "fail") return [];
  const note = test.note === null ? "" : `: ${test.note}`;
  const draft = testDraft(test, "test-failure", `${test.name} failed${note}`);
  const failure: Draft = isForgiven
    ? {
        ...draft,
        severity: "warning",
        message: `${draft.message}, but its package passed all the same`,
      }
    : draft;
  if (byDefault.failed >= byDefault.attempts) return [failure];
  const often = `${byDefault.failed} of ${byDefault.attempts} times on the same code`;
  return [
    { ...failure, message: `${failure.message} (flaky: ${often})` },
    testDraft(test, "flaky", `${test.name} failed ${often}`),
  ];
}

/** One note for all tests of a package that the same variants fail for the same reason. */
function variantOnlyFindings(tests: readonly TestInfo[]): Draft[] {
  const others = tests.filter((test) => defaultRun(test.runs)?.outcome !== "fail");
  const groups = groupedBy(others, (test) =>
    [test.package, failingVariants(test), test.note ?? ""].join("\n"),
  );
  return groups.map((group) => {
    const [first] = group;
    const names = listed(group.map((test) => test.name));
    const verbs = group.length === 1 ? ["passes", "fails"] : ["pass", "fail"];
    const note = first.note === null ? "" : `: ${first.note}`;
    const words = `${names} ${verbs[0]} as built by default and ${verbs[1]} under ${failingVariants(first)}${note}`;
    return testDraft(first, "variant-only-failure", words);
  });
}

const failingVariants = (test: TestInfo): string =>
  test.runs
    .filter((run) => run.outcome === "fail")
    .map((run) => run.variant)
    .join(", ");

/** `a, b and 3 more`. */
function listed(names: readonly string[]): string {
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : "";
  return names.slice(0, NAMES_SHOWN).join(", ") + more;
}

function testDraft(test: TestInfo, rule: RuleId, message: string): Draft {
  const place = test.failedAt ?? (test.file === null ? null : { file: test.file, line: test.line });
  return {
    rule,
    severity: ruleOf(rule).severity,
    message,
    file: place?.file ?? null,
    line: place?.line ?? null,
    package: test.package,
    test: test.name,
    fingerprint: `${rule}:${test.package}:${test.name}`,
    baseline: rule === "test-failure" ? test.baseline : null,
    waived: null,
  };
}

const NAMES_SHOWN = 5;

function notRunFindings(notRun: readonly NotRun[]): Draft[] {
  const packages = [...new Set(notRun.map((entry) => entry.package))];
  return packages.map((path) => {
    const entries = notRun.filter((entry) => entry.package === path);
    const [first] = entries;
    const names = listed(entries.map((entry) => entry.test));
    return {
      rule: "not-run",
      severity: ruleOf("not-run").severity,
      message: `${entries.length} ${entries.length === 1 ? "test" : "tests"} never ran: ${names}`,
      file: first?.file ?? null,
      line: first?.line ?? null,
      package: path,
      test: null,
      fingerprint: `not-run:${path}`,
      baseline: null,
      waived: null,
    };
  });
}

const PLURALS: Partial<Record<RuleId, readonly [string, string]>> = {
  panic: ["panic", "panics"],
  fatal: ["fatal error", "fatal errors"],
  race: ["data race", "data races"],
  timeout: ["timeout", "timeouts"],
  exit: ["unexpected exit", "unexpected exits"],
  signal: ["death by signal", "deaths by signal"],
  "build-failure": ["build error", "build errors"],
  "vet-failure": ["vet error", "vet errors"],
  "test-failure": ["test failure", "test failures"],
  "no-safepoint-loop": ["loop without safepoints", "loops without safepoints"],
};

/** `1 new panic, 2 known panics`; without a base just `3 panics`. */
function countsOf(findings: readonly Draft[], [one, many]: readonly [string, string]): string[] {
  const told = (count: number, words: string): string[] =>
    count === 0 ? [] : [`${count} ${words}${count === 1 ? one : many}`];
  const open = findings.filter((finding) => finding.waived === null);
  const counts = ([null, "new", "unknown", "known"] as const).flatMap((change) => {
    const count = open.filter((finding) => finding.baseline === change).length;
    const words = change === null ? "" : change === "unknown" ? "perhaps new " : `${change} `;
    return told(count, words);
  });
  return [...counts, ...told(findings.length - open.length, "waived ")];
}

/** What else the gate counts, by its rule: `2 lost-inlining`. */
function otherGates(findings: readonly (Draft & { readonly gates: boolean })[]): string[] {
  const counts = new Map<RuleId, number>();
  for (const { rule, gates: isCounted } of findings) {
    if (isCounted && rule !== "not-run" && !(rule in PLURALS)) {
      counts.set(rule, (counts.get(rule) ?? 0) + 1);
    }
  }
  return [...counts].map(([rule, count]) => `${count} ${rule}`);
}

/** `1 panic, 2 test failures, 3 tests never ran`; "no panics" where there is nothing to tell. */
export function summaryOf({
  findings,
  notRun,
}: {
  readonly findings: readonly (Draft & { readonly gates: boolean })[];
  readonly notRun: readonly NotRun[];
}): string {
  const parts = Object.entries(PLURALS).flatMap(([rule, words]) =>
    countsOf(
      findings.filter((finding) => finding.rule === rule),
      words,
    ),
  );
  parts.push(...otherGates(findings));
  if (parts.length === 0) return "no panics";
  const missing = notRun.length;
  if (missing > 0) parts.push(`${missing} ${missing === 1 ? "test" : "tests"} never ran`);
  return parts.join(", ");
}
