import {
  type Incident,
  NO_ASIDES,
  type Rule,
  ruleOf,
  ruleOfIncident,
  type Severity,
} from "../model/index.ts";
import type { Draft } from "./draft.ts";
import { loopMessage } from "./gc.ts";
import type { Policy } from "./policy.ts";

/** The finding of an incident. */
export function incidentFinding(incident: Incident, policy: Policy): Draft {
  const rule = ruleOf(ruleOfIncident(incident));
  // No verdict may depend on whether a debugger was there.
  const seenAt = incident.values?.seenAt ?? incident.site;
  return {
    rule: rule.id,
    // Seen only where tests were left out: worth knowing, but no proof against the change.
    severity: incident.reproduction === "narrowed" ? "warning" : severityOf(rule, policy),
    message: incidentMessage(incident),
    file: seenAt?.file ?? null,
    line: seenAt?.line || null,
    package: incident.package,
    test: incident.test,
    fingerprint: incident.fingerprint,
    former: incident.former,
    baseline: incident.baseline,
    waived: null,
    ...NO_ASIDES,
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
  const what = first ?? second ?? "no output";
  const note = incident.note === null ? "" : `\n${incident.note}`;
  return `${rule.title} in ${where}: ${what}${note}`;
}
