import { type Finding, groupedBy, SEVERITIES, strongestChange } from "../model/index.ts";
import { anyTrue } from "./combine.ts";

/** The findings of one leg, its shards together; no name where legs are not told apart. */
export interface LegFindings {
  readonly name: string;
  readonly findings: readonly Finding[];
}

interface Seen {
  readonly leg: string;
  readonly finding: Finding;
}

/** One finding a rule and fingerprint, the most important first; says which legs it is of where not of all. */
export function mergeFindings(legs: readonly LegFindings[]): Finding[] {
  const all = legs.flatMap(({ name, findings }) =>
    findings.map((finding): Seen => ({ leg: name, finding })),
  );
  const groups = groupedBy(all, ({ finding: { rule, fingerprint, test } }) =>
    JSON.stringify([rule, fingerprint, test]),
  );
  const merged = groups
    .filter((seen) => !isUsedElsewhere(seen, legs.length))
    .map((seen) => mergedFinding(seen, legs.length));
  return merged.sort(
    (left, right) => SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity),
  );
}

/** A waiver that one leg does not need is no news where another one does; one that is over is. */
function isUsedElsewhere(seen: readonly [Seen, ...Seen[]], legs: number): boolean {
  const [{ finding }] = seen;
  const count = new Set(seen.map(({ leg }) => leg)).size;
  return finding.rule === "waiver" && count < legs && finding.waiver !== "expired";
}

function mergedFinding(seen: readonly [Seen, ...Seen[]], legs: number): Finding {
  const [first] = seen;
  const all = seen.map(({ finding }) => finding);
  const names = [...new Set(seen.map(({ leg }) => leg))].filter((name) => name !== "");
  const isPartial = names.length > 0 && names.length < legs;
  return {
    ...first.finding,
    severity: SEVERITIES.find((each) => all.some(({ severity }) => severity === each)) ?? "note",
    onlyIn: isPartial ? names : [],
    baseline: strongestChange(all.map((finding) => finding.baseline)),
    waived: all.some((finding) => finding.waived === null) ? null : first.finding.waived,
    gates: all.some((finding) => finding.gates),
    inChange: anyTrue(all.map((finding) => finding.inChange)),
  };
}
