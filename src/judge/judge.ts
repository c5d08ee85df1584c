import {
  CONFIG_FILE,
  type Finding,
  NO_ASIDES,
  type NotRun,
  ruleOf,
  SEVERITIES,
  type Verdict,
} from "../model/index.ts";
import type { Draft } from "./draft.ts";
import type { Evidence } from "./evidence.ts";
import { failureFindings } from "./failures.ts";
import { gcFinding } from "./gc.ts";
import { incidentFinding } from "./incidents.ts";
import { inliningFindings } from "./inlining.ts";
import { notRunFindings } from "./not-run.ts";
import type { Policy } from "./policy.ts";
import { runFindings } from "./run.ts";
import { summaryOf } from "./summary.ts";
import { isExpired, type Waiver, WaiverIndex, waiverText } from "./waivers.ts";

export interface Judged {
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
}

/** Turns what happened into findings, most important first, and says whether the gate passes. */
export function judge(evidence: Evidence, policy: Policy): Judged {
  const found = [
    ...evidence.incidents.map((incident) => incidentFinding(incident, policy)),
    ...failureFindings(evidence),
    ...notRunFindings(evidence.notRun),
    ...inliningFindings(evidence),
    ...evidence.gcComparisons.flatMap(gcFinding),
  ];
  const drafts = [...found, ...runFindings(evidence, found)];
  const waivers = new WaiverIndex(policy.waivers);
  const all = [
    ...drafts.map((draft) => waived(draft, waivers, policy)),
    ...waiverFindings(drafts, waivers, policy),
  ];
  return gated(all.sort(byImportance), evidence.notRun, policy);
}

/** The gate's answer to findings, whoever made them. */
export function gated(
  found: readonly (Draft & Partial<Pick<Finding, "inChange" | "owners">>)[],
  notRun: readonly NotRun[],
  policy: Policy,
): Judged {
  const findings = found.map((finding) => ({
    inChange: null,
    owners: [],
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
function waived(draft: Draft, waivers: WaiverIndex, { today }: Policy): Draft {
  if (ruleOf(draft.rule).always) return draft;
  const waiver = waivers.of(draft).find((each) => !isExpired(each, today));
  return waiver === undefined ? draft : { ...draft, waived: waivedText(waiver, draft) };
}

/** The reason; where it names the fingerprint that an older panicpath printed, with the one of today. */
function waivedText({ covers, reason }: Waiver, { fingerprint }: Draft): string {
  const isFormer = covers.kind === "fingerprint" && covers.fingerprint !== fingerprint;
  return isFormer ? `${reason} (waived as ${covers.fingerprint}; now ${fingerprint})` : reason;
}

/** A waiver that is over, or that nothing needs any more, should be taken away. */
function waiverFindings(
  drafts: readonly Draft[],
  index: WaiverIndex,
  { waivers, today, isPart }: Policy,
): Draft[] {
  const used = new Set(drafts.flatMap((draft) => index.of(draft)));
  return waivers.flatMap((waiver) => {
    const isUsed = used.has(waiver);
    const state = isUsed || isPart ? "expired" : "stale";
    if (state === "expired" && !isExpired(waiver, today)) return [];
    const why =
      state === "expired" ? `expired on ${waiver.until}` : "matches nothing that was found";
    return [
      {
        rule: "waiver" as const,
        severity: ruleOf("waiver").severity,
        message: `the waiver of ${waiverText(waiver)} ${why}: ${waiver.reason}`,
        file: CONFIG_FILE,
        line: null,
        package: null,
        test: null,
        fingerprint: `waiver:${waiverText(waiver)}`,
        former: null,
        baseline: null,
        waived: null,
        ...NO_ASIDES,
        waiver: state,
      },
    ];
  });
}

/** Stable: findings of one severity keep the order of what they are about. */
function byImportance(left: Draft, right: Draft): number {
  return SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity);
}

function gates(draft: Draft, policy: Policy): boolean {
  return ruleOf(draft.rule).always || policy.failOn.some((word) => covers(word, draft, policy));
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
