import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  judge
} from "./chunk-K2XHM4ZA.js";
import {
  testKey
} from "./chunk-SRB23FOB.js";

// src/compare/compare.ts
var movedKey = (incident) => [incident.kind, incident.package, incident.message ?? "", incident.site?.function ?? ""].join(
  "\n"
);
var LUCK = 0.05;
var EQUAL = "the test binary is the same on the base, and no file beside it changed";
function compareIncident(incident, base) {
  if (base.incidents.has(incident.fingerprint)) return { change: "known", why: null };
  if (base.equalBinaries.has(incident.package)) {
    return { change: "known", why: EQUAL };
  }
  if (base.moved.has(movedKey(incident))) return { change: "known", why: "the code moved" };
  if (incident.test === null) {
    const known = base.packages.has(incident.package);
    return known ? { change: "new", why: null } : absentPackage(incident.package);
  }
  const tries = sumOf(incident.occurrences);
  return compareTest(incident.package, incident.test, tries, base);
}
function compareFailure(test, base) {
  const known = base.tests.get(testKey(test.package, test.name));
  if (known !== void 0 && known.failed > 0) return { change: "known", why: null };
  if (base.equalBinaries.has(test.package)) {
    return { change: "known", why: EQUAL };
  }
  const tries = sumOf(test.runs.filter((run) => run.outcome === "fail"));
  return compareTest(test.package, test.name, tries, base);
}
function sumOf(all) {
  const seen = all.filter((each) => each.failed > 0);
  return {
    attempts: seen.reduce((sum, each) => sum + each.attempts, 0),
    failed: seen.reduce((sum, each) => sum + each.failed, 0)
  };
}
function compareTest(path, name, tries, base) {
  const known = base.tests.get(testKey(path, name));
  if (known === void 0) {
    if (base.broken.has(path))
      return { change: "unknown", why: `${path} does not build or does not start on the base` };
    return base.packages.has(path) ? { change: "new", why: "the test is new" } : absentPackage(path);
  }
  if (known.outcome === "not-run" || known.outcome === "interrupted" || known.attempts === 0) {
    return { change: "unknown", why: "the test did not run to its end on the base" };
  }
  const rate = tries.attempts === 0 ? 1 : tries.failed / tries.attempts;
  if (rate >= 1 || (1 - rate) ** known.attempts < LUCK) return { change: "new", why: null };
  return {
    change: "unknown",
    why: `flaky on head (${tries.failed} of ${tries.attempts}): it passed ${known.attempts} times on the base, which may be luck`
  };
}
var absentPackage = (path) => ({
  change: "unknown",
  why: `nothing is known of ${path} on the base`
});
function factsOfReport(report) {
  const tests = /* @__PURE__ */ new Map();
  for (const test of report.tests) {
    const run = test.runs.find((each) => each.variant === "default") ?? test.runs[0];
    tests.set(testKey(test.package, test.name), {
      outcome: test.outcome,
      attempts: run?.attempts ?? 0,
      failed: run?.failed ?? 0
    });
  }
  const whole = report.packages.filter((each) => each.outcome !== "incomplete");
  return {
    incidents: new Set(report.incidents.map((incident) => incident.fingerprint)),
    moved: new Set(report.incidents.map(movedKey)),
    tests,
    packages: new Set(report.run.complete ? whole.map((each) => each.importPath) : []),
    broken: new Set(
      report.incidents.filter((each) => each.kind === "build").map((each) => each.package)
    ),
    equalBinaries: /* @__PURE__ */ new Set()
  };
}
function doubtsOf(base, head) {
  const doubts = [];
  const differ = (what, left, right) => {
    if (left !== null && right !== null && left !== right) {
      doubts.push(`the base was run with ${what} ${left}, this with ${right}`);
    }
  };
  differ("Go", base.go.version, head.go.version);
  differ("GOARCH", base.go.goarch, head.go.goarch);
  differ("GOOS", base.go.goos, head.go.goos);
  differ("flags", base.run.goTestFlags.join(" "), head.run.goTestFlags.join(" "));
  return doubts;
}
function fixedIncidents(base, head) {
  const now = new Set(head.incidents.map((incident) => incident.fingerprint));
  const moved = new Set(head.incidents.map(movedKey));
  const outcomes = new Map(
    head.tests.map((test) => [testKey(test.package, test.name), test.outcome])
  );
  return base.incidents.filter((incident) => !now.has(incident.fingerprint) && !moved.has(movedKey(incident))).filter((incident) => {
    if (incident.test !== null)
      return outcomes.get(testKey(incident.package, incident.test)) === "pass";
    return head.packages.some(
      (each) => each.importPath === incident.package && each.outcome === "pass"
    );
  }).map((incident) => ({ ...incident, baseline: "fixed" }));
}

// src/app/compared.ts
var ORDER = ["new", "unknown", null, "known", "fixed"];
function withBase(report, base, facts, policy) {
  if (base.state === "not-asked") return report;
  const incidents = report.incidents.map((incident) => comparedIncident(incident, base, facts)).sort((left, right) => ORDER.indexOf(left.baseline) - ORDER.indexOf(right.baseline));
  const tests = report.tests.map((test) => comparedTest(test, base, facts));
  const unavailable = base.state === "unavailable" && base.reason !== null ? [base.reason] : [];
  const judged = judge({ incidents, tests, notRun: report.notRun }, policy);
  const warnings = [...report.warnings, ...unavailable];
  return { ...report, base, incidents, tests, ...judged, warnings };
}
function comparedIncident(incident, base, facts) {
  if (facts === null) return { ...incident, baseline: "unknown", baselineReason: base.reason };
  const { change, why } = compareIncident(incident, facts);
  return { ...incident, baseline: change, baselineReason: why };
}
function comparedTest(test, base, facts) {
  const byDefault = test.runs.find((run) => run.variant === "default");
  if (byDefault?.outcome !== "fail") return test;
  if (facts === null) return { ...test, baseline: "unknown", baselineReason: base.reason };
  const { change, why } = compareFailure(test, facts);
  return { ...test, baseline: change, baselineReason: why };
}
function withBaseReport(head, base, ref, policy) {
  const info = {
    ref,
    commit: base.run.commit,
    state: "compared",
    reason: "an earlier report",
    how: "report",
    seconds: null
  };
  const compared = withBase(head, info, factsOfReport(base), policy);
  return {
    ...compared,
    fixed: fixedIncidents(base, head),
    warnings: [...compared.warnings, ...doubtsOf(base, head)]
  };
}

export {
  movedKey,
  withBase,
  withBaseReport
};
