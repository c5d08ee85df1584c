import { setFlagsFromString } from "node:v8";
import {
  type Assembled,
  assemble,
  explainIncident,
  gcOf,
  type RunContext,
  Verdicts,
} from "../assemble/index.ts";
import {
  type Layout,
  layoutOf,
  type ModuleRoot,
  moduleOfPath,
  tellRun,
} from "../correlate/index.ts";
import { feed, fingerprintHash, policyOf, readConfig, realPath, resolve } from "../files/index.ts";
import { judge } from "../judge/index.ts";
import {
  BARE_RUN,
  isOutsideOfTesting,
  NO_BASE,
  NO_INLINING,
  REPORT_SCHEMA,
  type Report,
  type RunFacts,
  type Unjudged,
  UsageError,
  VERSION,
  withSlashes,
} from "../model/index.ts";
import { type Command, redactionOf, type Settings } from "../settings/index.ts";
import { type RunInput, RunReader } from "../stream/index.ts";
import { withBaselineFile } from "./baseline-file.ts";
import { codeOf, printReport, writeReportFiles } from "./publish.ts";
import { isIn, moduleAt } from "./sources/module-at.ts";
import type { FoundSources } from "./sources/parse-sources.ts";
import { withReach } from "./sources/reach.ts";

/** `panicpath parse`: writes files where asked for, prints one format, gives the gate's exit code. */
export async function parseAndPrint(
  command: Extract<Command, { kind: "parse" }>,
  settings: Settings,
): Promise<number> {
  const policy = await policyOf(command.run, await readConfig(process.cwd()));
  const redaction = redactionOf(settings);
  const parsed = await parseFiles(command.files, command.dir);
  for (const { output } of parsed.tests) redaction.learn(output);
  for (const { message, detail, trace } of parsed.incidents)
    redaction.learn([message, detail, trace]);
  const known = command.report === null ? parsed : await withReach(parsed, command.report);
  const compared = await withBaselineFile(known, command.run.baseline);
  const report = redaction.report({ ...compared, ...judge(compared, policy) });
  if (settings.files) await writeReportFiles(report, command.run, settings);
  await printReport(report, settings, settings.files ? command.run.reportDir : null);
  return codeOf(report);
}

/**
 * What V8 is told of memory once so many letters of input are read. It lets garbage grow to several times what
 * is alive, and doubles the young generation to 32 MB as more stays alive, though little is gained behind 8 MB;
 * hundreds of thousands of failures would make it half a gigabyte.
 */
const SPARING = [
  { letters: 0, flag: "--heap-growing-percent=30" },
  { letters: 16e6, flag: "--semi-space-growth-factor=1" },
  { letters: 200e6, flag: "--heap-growing-percent=10" },
];

/** Makes inputs of one run that tell V8 to be sparing as they grow. */
function sparingMemory(): (input: RunInput) => RunInput {
  let letters = 0;
  const ahead = [...SPARING];
  const tell = () => {
    for (let next = ahead[0]; next !== undefined && next.letters <= letters; next = ahead[0]) {
      setFlagsFromString(next.flag);
      ahead.shift();
    }
  };
  return (input) => ({
    push: (chunk) => {
      tell();
      letters += chunk.length;
      input.push(chunk);
    },
    end: () => input.end(),
  });
}

/** Reads saved output of one run and tells what it says; throws UsageError for unreadable files. */
export async function parseFiles(files: readonly string[], dir: string | null): Promise<Unjudged> {
  const reader = new RunReader();
  const sparing = sparingMemory();
  for (const file of files) await feed(file, sparing(reader.input()));
  const facts = reader.facts();
  if (saysNothing(facts)) {
    throw new UsageError(
      `no test output in ${files.join(", ")}: give the output of go test -json, go test -v or go test`,
    );
  }
  const found = await sourcesOf(facts, dir);
  const report = parsedReport(facts, dir, found);
  if (found === null) return report;
  const { withTrueSource } = await import("./sources/parse-sources.ts");
  const incidents = report.incidents.map((incident) => withTrueSource(incident, found));
  return { ...report, incidents };
}

/** Of the module of `dir`, or of the folder we are in; where all passed nobody asks for a line. */
async function sourcesOf(facts: RunFacts, dir: string | null): Promise<FoundSources | null> {
  const module = moduleAt(realPath(resolve(dir ?? ".")));
  const failed = facts.packages.filter(
    ({ outcome, importPath }) =>
      (outcome === "fail" || outcome === "incomplete") &&
      module !== null &&
      isIn(module, importPath),
  );
  if (module === null || failed.length === 0) return null;
  // It needs what reads packages, which is large.
  const { findSources } = await import("./sources/parse-sources.ts");
  return findSources(
    failed.map((each) => each.importPath),
    module,
  );
}

function saysNothing(facts: RunFacts): boolean {
  const named = facts.packages.some(
    (pkg) => pkg.importPath !== "" || pkg.tests.length > 0 || pkg.ending.kind === "died",
  );
  return !named && facts.buildFailures.length === 0;
}

/** What saved output says as a report, not judged yet; `dir`: where the tests ran, if that is known. */
export function parsedReport(
  facts: RunFacts,
  dir: string | null,
  found: FoundSources | null = null,
): Unjudged {
  const known: ModuleRoot[] =
    dir === null
      ? []
      : [{ path: found?.module ?? "", dir: withSlashes(dir).replace(/\/+$/, ""), repoDir: "" }];
  const inferred = layoutOf(facts, known);
  const layout = found === null ? inferred : { ...inferred, siteText: found.siteText };
  const assembled = assembledFacts(facts, layout, found);
  const started = assembled.packages
    .map((pkg) => pkg.started)
    .filter((pkg) => pkg !== null)
    .sort()[0];
  return {
    schema: REPORT_SCHEMA,
    tool: { name: "panicpath", version: VERSION },
    run: {
      ...BARE_RUN,
      mode: "parse",
      started: started ?? null,
      seconds: null,
      complete: !facts.isCut && assembled.packages.every((pkg) => pkg.outcome !== "incomplete"),
      failure: facts.goFailure ?? (facts.saysFail ? "FAIL" : null),
    },
    go: {
      version: versionIn(layout.goroot),
      goos: null,
      goarch: null,
      modules: layout.modules
        .filter((module) => module.path !== "")
        .map((module) => ({ path: module.path, dir: module.repoDir })),
    },
    base: NO_BASE,
    variants: [
      { name: "default", settings: [], state: "ran", reason: null, seconds: null, packages: null },
    ],
    ...assembled,
    fixed: [],
    unread: facts.unread,
    warnings: warningsOf(facts, found),
  };
}

/** One run's facts put together, with the compiler's reasons where its words are among them. */
function assembledFacts(
  facts: RunFacts,
  layout: Layout,
  found: FoundSources | null,
): Assembled & Pick<Report, "inlining" | "gc" | "gcComparisons"> {
  const none: RunContext = {
    dirOf: (importPath) => dirIn(importPath, layout.modules),
    declared: () => [],
    settingsOf: () => [],
    source: () => [],
    commandPlace: (importPath) => ({ dir: null, package: placeIn(importPath, layout.modules) }),
    flags: [],
    args: [],
    failFast: false,
  };
  const runContext = found === null ? none : besideSources(found, none);
  const stories = tellRun(facts, layout, fingerprintHash);
  const variants = [{ variant: "default", stories }];
  const assembled = {
    ...assemble(variants, runContext, [], 0),
    gc: gcOf(variants),
    gcComparisons: [],
  };
  const decided = new Verdicts(facts.compiler, (file) => file);
  if (decided.isEmpty) return { ...assembled, inlining: NO_INLINING };
  return {
    ...assembled,
    incidents: assembled.incidents.map((incident) => explainIncident(incident, decided, [decided])),
    inlining: { ...NO_INLINING, state: "read", unread: facts.compiler.unread },
  };
}

/** What the sources say of packages that they have, and what the output alone says of others. */
function besideSources({ sources, packages }: FoundSources, none: RunContext): RunContext {
  const own = sources.runContext(false, [], [], false, () => []);
  return {
    ...own,
    dirOf: (path) => own.dirOf(path) ?? none.dirOf(path),
    commandPlace: (path) => (packages.has(path) ? own : none).commandPlace(path),
  };
}

function warningsOf(facts: RunFacts, found: FoundSources | null): string[] {
  const cut = facts.packages.filter((pkg) => pkg.ending.kind === "cut" && pkg.tests.length > 0);
  const died = facts.packages.filter(
    (pkg) => pkg.ending.kind === "died" && !isOutsideOfTesting(pkg),
  );
  const open = died.filter(({ importPath }) => found?.packages.has(importPath) !== true).length;
  const behind = [
    ...(open === 0
      ? []
      : [
          `tests that had not started when ${open === 1 ? "a package" : `${open} packages`} died are not named: saved output does not tell of them, and their sources are not here (see --dir)`,
        ]),
    ...(open === died.length
      ? []
      : [
          "saved output does not tell its -run: tests named as not run may have been left out by it",
        ]),
  ];
  const isQuiet = died.some((pkg) => !pkg.showsStarts && found?.packages.has(pkg.importPath));
  return [
    ...behind,
    ...(isQuiet
      ? [
          "without -v or -json tests that passed are not in the output: of a package that died only tests behind the one that is blamed are named as not run",
        ]
      : []),
    ...facts.goMessages,
    ...cut.map(
      (each) =>
        `the output ends before ${each.importPath === "" ? "the package" : each.importPath} does`,
    ),
  ];
}

/** `/opt/hostedtoolcache/go/1.24.9/x64` and the module cache's toolchains tell their version. */
function versionIn(goroot: string | null): string | null {
  const found = /(?:^|[/@v-])go[/-]?(\d+\.\d+(?:\.\d+)?)(?:[./]|$)/.exec(goroot ?? "");
  return found?.[1] === undefined ? null : `go${found[1]}`;
}

function dirIn(importPath: string, modules: readonly ModuleRoot[]): string | null {
  const module = moduleOfPath(importPath, modules);
  return module === null ? null : importPath.slice(module.path.length + 1);
}

function placeIn(importPath: string, modules: readonly ModuleRoot[]): string {
  const dir = dirIn(importPath, modules);
  if (dir === null) return importPath;
  return dir === "" ? "." : `./${dir}`;
}
