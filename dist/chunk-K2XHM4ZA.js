import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  namesAbove,
  ruleOf,
  ruleOfKind,
  testKey
} from "./chunk-SRB23FOB.js";

// src/judge/waivers.ts
function isExpired(waiver, today) {
  return waiver.until !== null && waiver.until < today;
}
function speaksOf(waiver, finding) {
  const { covers: covers2 } = waiver;
  if (covers2.kind === "fingerprint") return covers2.fingerprint === finding.fingerprint;
  return covers2.rule === finding.rule && matchesPath(covers2.path, finding.file ?? "");
}
function matchesPath(pattern, file) {
  if (pattern === "" || pattern === "**") return true;
  if (pattern.endsWith("/")) return file.startsWith(pattern);
  const parts = pattern.split(/(\*\*\/?|\*)/);
  const source = parts.map((part) => {
    if (part.startsWith("**")) return ".*";
    return part === "*" ? "[^/]*" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${source.join("")}$`).test(file);
}
function waiverWords(waiver) {
  const { covers: covers2 } = waiver;
  return covers2.kind === "fingerprint" ? covers2.fingerprint : `${covers2.rule} in ${covers2.path || "**"}`;
}

// src/judge/judge.ts
function judge(theCase, policy) {
  const drafts = [
    ...theCase.incidents.map(incidentFinding),
    ...failureFindings(theCase),
    ...notRunFindings(theCase.notRun)
  ];
  const findings = [
    ...drafts.map((draft) => waived(draft, policy)),
    ...waiverFindings(drafts, policy)
  ].map((draft) => ({ ...draft, gates: draft.waived === null && gates(draft, policy) })).sort(byImportance);
  const hit = policy.failOn.filter(
    (word) => findings.some((finding) => finding.gates && covers(word, finding, policy))
  );
  return {
    findings,
    verdict: {
      pass: !findings.some((finding) => finding.gates),
      failedOn: hit,
      failOn: policy.failOn,
      summary: summaryOf(theCase, findings)
    }
  };
}
function waived(draft, { waivers, today }) {
  const waiver = waivers.find((each) => speaksOf(each, draft) && !isExpired(each, today));
  return waiver === void 0 ? draft : { ...draft, waived: waiver.reason };
}
function waiverFindings(drafts, { waivers, today }) {
  return waivers.flatMap((waiver) => {
    const isUsed = drafts.some((draft) => speaksOf(waiver, draft));
    if (isUsed && !isExpired(waiver, today)) return [];
    const why = isUsed ? `expired on ${waiver.until}` : "speaks of nothing that was found";
    return [
      {
        rule: "waiver",
        severity: ruleOf("waiver").severity,
        message: `the waiver of ${waiverWords(waiver)} ${why}: ${waiver.reason}`,
        file: ".panicpath.yml",
        line: null,
        package: null,
        test: null,
        fingerprint: `waiver:${waiverWords(waiver)}`,
        baseline: null,
        waived: null
      }
    ];
  });
}
var SEVERITY_ORDER = ["error", "warning", "note"];
function byImportance(left, right) {
  return SEVERITY_ORDER.indexOf(left.severity) - SEVERITY_ORDER.indexOf(right.severity);
}
function gates(draft, policy) {
  return policy.failOn.some((word) => covers(word, draft, policy));
}
function covers(word, draft, policy) {
  if (word === "new") return isNew(draft, policy) && draft.severity === "error";
  if (word.startsWith("new-")) return isNew(draft, policy) && covers(word.slice(4), draft, policy);
  if (word === "none") return false;
  if (word === "any") return draft.severity === "error";
  if (word === "incidents") return ruleOf(draft.rule).incident && draft.severity === "error";
  return word === draft.rule;
}
function isNew(draft, policy) {
  if (draft.baseline === "new") return true;
  return draft.baseline !== "known" && policy.unknownBaseline === "fail";
}
function incidentFinding(incident) {
  const rule = ruleOf(ruleOfKind(incident.kind));
  return {
    rule: rule.id,
    // Seen only where tests were left out: worth knowing, but no proof against the change.
    severity: incident.reproduction === "narrowed" ? "warning" : rule.severity,
    message: incidentMessage(incident),
    file: incident.site?.file ?? null,
    line: incident.site?.line || null,
    package: incident.package,
    test: incident.test,
    fingerprint: incident.fingerprint,
    baseline: incident.baseline,
    waived: null
  };
}
function incidentMessage(incident) {
  const rule = ruleOf(ruleOfKind(incident.kind));
  const where = incident.test === null ? incident.package : incident.test;
  const what = incident.message ?? incident.detail ?? "the process ended without a word";
  const note = incident.note === null ? "" : `
${incident.note}`;
  return `${rule.title} in ${where}: ${what}${note}`;
}
function failureFindings(theCase) {
  const told = /* @__PURE__ */ new Set();
  for (const incident of theCase.incidents) {
    for (const test of incident.tests)
      addNames(told, incident.package, [test, ...namesAbove(test)]);
  }
  const parents = /* @__PURE__ */ new Set();
  for (const test of theCase.tests) {
    if (fails(test)) addNames(parents, test.package, namesAbove(test.name));
  }
  const open = theCase.tests.filter((test) => {
    const key = testKey(test.package, test.name);
    return fails(test) && !told.has(key) && !parents.has(key);
  });
  return [...open.flatMap(failureFinding), ...variantOnlyFindings(open)];
}
var fails = (test) => test.runs.some((run) => run.outcome === "fail");
function addNames(keys, importPath, names) {
  for (const name of names) keys.add(testKey(importPath, name));
}
function failureFinding(test) {
  const byDefault = test.runs.find((run) => run.variant === "default");
  if (byDefault?.outcome !== "fail") return [];
  const note = test.note === null ? "" : `: ${test.note}`;
  const failure = testDraft(test, "test-failure", `${test.name} failed${note}`);
  if (byDefault.failed >= byDefault.attempts) return [failure];
  const often = `${byDefault.failed} of ${byDefault.attempts}`;
  return [failure, testDraft(test, "flaky", `${test.name} failed ${often} times on the same code`)];
}
function variantOnlyFindings(tests) {
  const groups = /* @__PURE__ */ new Map();
  for (const test of tests) {
    const byDefault = test.runs.find((run) => run.variant === "default");
    if (byDefault?.outcome === "fail") continue;
    const key = [test.package, failingVariants(test), test.note ?? ""].join("\n");
    groups.set(key, [...groups.get(key) ?? [], test]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === void 0) return [];
    const names = listed(group.map((test) => test.name));
    const verbs = group.length === 1 ? ["passes", "fails"] : ["pass", "fail"];
    const note = first.note === null ? "" : `: ${first.note}`;
    const words = `${names} ${verbs[0]} as built by default and ${verbs[1]} under ${failingVariants(first)}${note}`;
    return [testDraft(first, "variant-only-failure", words)];
  });
}
var failingVariants = (test) => test.runs.filter((run) => run.outcome === "fail").map((run) => run.variant).join(", ");
function listed(names) {
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : "";
  return names.slice(0, NAMES_SHOWN).join(", ") + more;
}
function testDraft(test, rule, message) {
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
    waived: null
  };
}
var NAMES_SHOWN = 5;
function notRunFindings(notRun) {
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
      waived: null
    };
  });
}
var PLURALS = {
  panic: ["panic", "panics"],
  fatal: ["fatal error", "fatal errors"],
  race: ["data race", "data races"],
  timeout: ["timeout", "timeouts"],
  exit: ["unexpected exit", "unexpected exits"],
  signal: ["death by signal", "deaths by signal"],
  "build-failure": ["build error", "build errors"],
  "vet-failure": ["vet error", "vet errors"],
  "test-failure": ["test failure", "test failures"]
};
function countsOf(findings, [one, many]) {
  return [null, "new", "unknown", "known"].flatMap((change) => {
    const count = findings.filter((finding) => finding.baseline === change).length;
    const words = change === null ? "" : change === "unknown" ? "perhaps new " : `${change} `;
    return count === 0 ? [] : [`${count} ${words}${count === 1 ? one : many}`];
  });
}
function summaryOf(theCase, findings) {
  const parts = Object.entries(PLURALS).flatMap(
    ([rule, words]) => countsOf(
      findings.filter((finding) => finding.rule === rule),
      words
    )
  );
  if (parts.length === 0) return "no panics";
  const missing = theCase.notRun.length;
  if (missing > 0) parts.push(`${missing} ${missing === 1 ? "test" : "tests"} never ran`);
  return parts.join(", ");
}

export {
  judge
};
