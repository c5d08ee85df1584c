import builder from "junit-report-builder";
import {
  defaultRun,
  type Finding,
  groupsBy,
  type Incident,
  type Report,
  ruleOf,
  type Tally,
  type TestInfo,
  testKey,
} from "../../model/index.ts";
import {
  baseWords,
  becauseOf,
  blockedText,
  byPackage,
  howOften,
  messageOf,
  whatOf,
} from "../../outline/index.ts";
import { forXml } from "../escape.ts";
import {
  type ByTest,
  type Counts,
  countsOf,
  incidentOf,
  incidentsByTest,
  isPackageLevel,
} from "./junit-counts.ts";
import { plainCase, rounded } from "./junit-plain.ts";
import { rerunMark, rerunsOf } from "./junit-reruns.ts";

type Suite = ReturnType<ReturnType<typeof builder.newBuilder>["testSuite"]>;

type TestCase = ReturnType<Suite["testCase"]>;

type PackageGroup = ReturnType<typeof byPackage>[number];

/**
 * JUnit XML as surefire and its readers know it, package by package: the parts
 * joined are the document. A test is a testcase with `file` and `line`.
 */
export function* renderJunit(report: Report): Generator<string> {
  const byTest = incidentsByTest(report);
  const reasons = reasonsOf(report);
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="panicpath"${totals(report, byTest)}>\n`;
  const groups = byPackage(report);
  const known = new Set(groups.map((group) => group.path));
  const ofPackage = groupsBy(report.incidents, (incident) => incident.package);
  const orphans = [...ofPackage.keys()].filter((path) => !known.has(path));
  const all = [...groups, ...orphans.map((path) => ({ path, info: null, tests: [] }))];
  for (const group of all) {
    const incidents = ofPackage.get(group.path) ?? [];
    if (group.tests.length > 0 || incidents.length > 0) {
      yield* suiteXml(report, group, incidents, { byTest, reasons });
    }
  }
  const cases = report.findings.filter(hasOwnCase);
  if (cases.length > 0) yield ownXml(cases);
  yield "</testsuites>\n";
}

function hasOwnCase({ rule, gates }: Finding): boolean {
  const { junit } = ruleOf(rule);
  return junit === "own" || (junit === "gating" && gates);
}

/** A suite of its own: a case a panic path that is not inlined, and a regression; they fail where the gate says so. */
function ownXml(findings: readonly Finding[]): string {
  const document = builder.newBuilder();
  const suite = document.testSuite().name("panicpath");
  for (const finding of findings) {
    const where = finding.file === null ? "" : ` at ${finding.file}:${finding.line ?? 0}`;
    const testCase = suite.testCase().name(forXml(`${finding.rule}${where}`));
    testCase.className(forXml(finding.package ?? "panicpath"));
    if (finding.file !== null) testCase.file(`${forXml(finding.file)}\ue000${finding.line ?? 0}`);
    if (finding.gates) testCase.failure(forXml(messageOf(finding)), finding.rule);
    else testCase.standardOutput(forXml(messageOf(finding)));
  }
  return suiteOf(document.build());
}

function totals(report: Report, byTest: ByTest): string {
  const own = report.incidents.filter(isPackageLevel).length;
  const counts = countsOf(report.tests, own, byTest);
  const cases = report.findings.filter(hasOwnCase);
  const failures = counts.failures + cases.filter((finding) => finding.gates).length;
  const all = counts.tests + cases.length;
  return ` tests="${all}" failures="${failures}" errors="${counts.errors}" skipped="${counts.skipped}"`;
}

/** The builder holds a suite as a tree of objects: of more cases than this it gets a part at a time. */
const MOST_CASES = 500;

/** A suite in parts: its head with the counts of all, its cases in order, its end. */
function* suiteXml(
  report: Report,
  group: PackageGroup,
  incidents: readonly Incident[],
  { byTest, reasons }: { readonly byTest: ByTest; readonly reasons: Reasons },
): Generator<string> {
  const own = incidents.filter(isPackageLevel);
  const { tests } = group;
  yield headOf(report, group, countsOf(tests, own.length, byTest));
  for (const { isPlain, part } of runsOf(tests, byTest)) {
    if (isPlain) yield part.map(plainCase).join("");
    else {
      yield casesOf((suite) => {
        for (const test of part) addTest(suite.testCase(), test, reasons, incidentOf(test, byTest));
      });
    }
  }
  if (own.length > 0) {
    yield casesOf((suite) => {
      for (const incident of own) addIncident(suite.testCase(), incident);
    });
  }
  yield "  </testsuite>\n";
}

/** The first line of a suite and its properties, with these counts: what stands before a case of it. */
function headOf(report: Report, group: PackageGroup, counts: Counts): string {
  const document = builder.newBuilder();
  const suite = document.testSuite();
  describeSuite(suite, report, group);
  suite.testCase().name("");
  const xml = suiteOf(document.build());
  const end = xml.indexOf("\n");
  const first = xml
    .slice(0, end)
    .replace(/ (tests|failures|errors|skipped)="\d*"/g, (_, name: keyof Counts) => {
      return ` ${name}="${counts[name]}"`;
    });
  return first + xml.slice(end, xml.lastIndexOf("    <testcase "));
}

/** Cases that the builder makes, without the suite around them. */
function casesOf(add: (suite: Suite) => void): string {
  const document = builder.newBuilder();
  const suite = document.testSuite();
  add(suite);
  const xml = suiteOf(document.build());
  return xml.slice(xml.indexOf("\n") + 1, xml.lastIndexOf("  </testsuite>"));
}

interface CaseRun {
  readonly isPlain: boolean;
  readonly part: TestInfo[];
}

/** Tests in their order, those that only passed apart from the others, in pieces of a bounded size. */
function runsOf(tests: readonly TestInfo[], byTest: ByTest): CaseRun[] {
  const runs: CaseRun[] = [];
  for (const test of tests) {
    const isPlain = test.outcome === "pass" && incidentOf(test, byTest) === null && !wasRerun(test);
    const last = runs.at(-1);
    if (last !== undefined && last.isPlain === isPlain && last.part.length < MOST_CASES) {
      last.part.push(test);
    } else runs.push({ isPlain, part: [test] });
  }
  return runs;
}

const wasRerun = (test: TestInfo): boolean => rerunMark(tallyOfTest(test)) !== "";

function describeSuite(suite: Suite, report: Report, { path, info }: PackageGroup): void {
  suite.name(forXml(path));
  const started = info?.started ?? report.run.started;
  if (started !== null) suite.timestamp(forXml(started.replace(/\.\d+Z$/, "Z")));
  if (info !== null && info.seconds !== null) suite.time(rounded(info.seconds));
  if (report.go.version !== null) suite.property("go.version", forXml(report.go.version));
}

/** The builder writes whole documents: the suite is cut out, and `line` set beside `file`. */
function suiteOf(xml: string): string {
  const from = xml.indexOf("<testsuite ");
  const end = xml.lastIndexOf("</testsuites>");
  const suite = xml.slice(from, end < 0 ? undefined : end).trimEnd();
  const placed = suite.replace(/ file="([^"\ue000]*)\ue000(\d+)([^"]*)"/g, placeOf);
  return `  ${placed.replace(/\ue000(\d+)of(\d+)([^>]*>)/g, rerunsOf)}\n`;
}

/** `file`, and `line` where one is known; what the repeats say goes on for the next step. */
function placeOf(_: string, file: string, line: string, rest: string): string {
  return ` file="${file}"${line === "0" ? "" : ` line="${line}"`}${rest}`;
}

function addTest(
  testCase: TestCase,
  test: TestInfo,
  reasons: Reasons,
  incident: Incident | null,
): void {
  describe(testCase, test.name, test.package, test.seconds);
  const place =
    test.file === null ? (incident?.site ?? null) : { file: test.file, line: test.line };
  const again = incident === null ? tallyOfTest(test) : tallyOf(incident, test);
  const reruns = rerunMark(again);
  if (place !== null) testCase.file(`${forXml(place.file)}\ue000${place.line ?? 0}${reruns}`);
  if (incident !== null) {
    setIncident(testCase, incident, traceOf(incident, test));
    return;
  }
  switch (test.outcome) {
    case "pass":
      return;
    case "skip":
      testCase.skipped();
      if (test.skipReason !== null) testCase.standardOutput(forXml(test.skipReason));
      return;
    case "fail":
      testCase.failure(forXml(failureMessage(test)), "failure");
      testCase.stacktrace(forXml(test.output.join("\n")));
      return;
    case "interrupted":
      testCase.error(
        "did not finish: the process ended",
        "interrupted",
        forXml(test.output.join("\n")),
      );
      return;
    case "not-run":
      testCase.error(
        forXml(
          `did not run: ${reasons.get(testKey(test.package, test.name)) ?? "the process ended before"}`,
        ),
        "not-run",
      );
      return;
  }
}

/** Why tests did not run, in words, by `testKey`. */
type Reasons = ReadonlyMap<string, string>;

const reasonsOf = ({ notRun, incidents }: Report): Reasons =>
  new Map(
    notRun.map((each) => [testKey(each.package, each.test), becauseOf(each.because, incidents)]),
  );

function failureMessage({ failure, failedAt, output }: TestInfo): string {
  const said = failure ?? output.findLast((line) => /^\s*\S+_test\.go:\d+: /.test(line))?.trim();
  if (said !== undefined) return said;
  return failedAt === null ? "failed" : `failed at ${failedAt.file}:${failedAt.line}`;
}

function describe(testCase: TestCase, name: string, path: string, seconds: number | null): void {
  testCase.name(forXml(name)).className(forXml(path));
  if (seconds !== null) testCase.time(rounded(seconds));
}

/** The tries of an incident are those of the test that it is laid on. */
function tallyOf(incident: Incident, test: TestInfo): Tally | undefined {
  const isOwn = incident.package === test.package && incident.test === test.name;
  return isOwn ? incident.occurrences.find((occurrence) => occurrence.failed > 0) : undefined;
}

/** Tries of our own: rounds of -count are no reruns. */
function tallyOfTest(test: TestInfo): Tally | undefined {
  const run = defaultRun(test.runs);
  return run?.alone === null ? undefined : run;
}

/** The stack that the test itself left. */
function traceOf(incident: Incident, test: TestInfo): readonly string[] {
  if (incident.package === test.package && incident.test === test.name) return incident.trace;
  const own = incident.otherTraces.find(
    (otherTrace) => otherTrace.package === test.package && otherTrace.test === test.name,
  );
  return own?.trace ?? [];
}

function addIncident(testCase: TestCase, incident: Incident): void {
  describe(testCase, `${incident.kind} of ${incident.package}`, incident.package, null);
  const { site } = incident;
  if (site !== null) testCase.file(`${forXml(site.file)}\ue000${site.line}`);
  setIncident(testCase, incident, incident.trace);
}

function setIncident(testCase: TestCase, incident: Incident, trace: readonly string[]): void {
  const detail = [
    ...(incident.detail === null ? [] : [incident.detail]),
    ...(incident.occurrences.length > 1 ? [howOften(incident)] : []),
    ...(incident.baseline === null ? [] : [`base: ${baseWords(incident)}`]),
    ...(incident.note === null ? [] : [incident.note]),
    ...(incident.blocks.length === 0 ? [] : [`blocks ${blockedText(incident)}`]),
    ...(incident.site === null ? [] : [`at ${incident.site.file}:${incident.site.line}`]),
    ...trace,
  ];
  testCase.error(forXml(whatOf(incident)), incident.kind, forXml(detail.join("\n")));
}
