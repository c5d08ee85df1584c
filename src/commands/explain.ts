import { existsSync } from "node:fs";
import { escapesIn, Verdicts } from "../assemble/index.ts";
import type { Layout } from "../correlate/index.ts";
import { join, loadReports, readText } from "../files/index.ts";
import {
  type CompilerFacts,
  ImpossibleError,
  type Incident,
  NO_INLINING,
  type PanicSite,
  type Report,
  shellQuoted,
  UsageError,
  type WhatIf,
} from "../model/index.ts";
import { type ValueRow, valueFrames } from "../outline/index.ts";
import { type Explanation, renderExplanation } from "../render/index.ts";
import {
  type Compiled,
  compile,
  type Interruption,
  layoutOfPackages,
  type Plan,
  panicSites,
  relativeTo,
  type SourceFile,
  sourceFiles,
  withPlan,
  withTests,
} from "../runner/index.ts";
import type { Command, Settings } from "../settings/index.ts";
import { type HeadInlining, repositoryNames, tryConstantMessages } from "../steps/index.ts";
import { loopsWithoutCalls, parseFunctions } from "../toolchain/index.ts";

type ExplainCommand = Extract<Command, { kind: "explain" }>;

/** `panicpath explain PLACE [packages]`: all that is known about one function, without running a test. */
export function explainAndPrint(
  command: ExplainCommand,
  settings: Settings,
  interruption: Interruption,
): Promise<number> {
  const run = { ...command.run, inlining: "always" as const };
  return withPlan(run, settings, interruption, async (plan) => {
    const found = await explain(plan, command.place, command.run.reportDir, settings);
    plan.progress.end();
    const text =
      settings.as === "json" ? `${JSON.stringify(found, null, 2)}\n` : renderExplanation(found);
    process.stdout.write(text);
    return 0;
  });
}

/** Where a place lies: a function of a file. */
interface Located {
  readonly source: SourceFile;
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  /** Without one its code is assembly, or another package's. */
  readonly hasBody: boolean;
}

async function explain(
  plan: Plan,
  place: string,
  reportDir: string,
  settings: Settings,
): Promise<Explanation> {
  if (plan.inlining.kind === "unavailable") throw new ImpossibleError(plan.inlining.reason);
  const report = await lastReport(reportDir);
  const all = functionsOf(plan);
  const located = locatePlace(place, report, all);
  const layout = layoutOfPackages(plan.packages, plan.root, plan.go.goroot);
  plan.progress.status(`compiling ${located.source.package}`);
  const { decided, builds, facts } = await askCompiler(plan, layout, located.source.package);
  const sites = panicSites([located.source], plan.panics, decided, builds).filter((site) =>
    isInside(site.line, located),
  );
  return {
    package: located.source.package,
    function: located.name,
    file: located.source.file,
    line: located.line,
    hasBody: located.hasBody,
    inlining: decided.atDeclaration(located.source.file, located.line)?.inlining ?? null,
    loops: loopsWithoutCalls(readText(located.source.path) ?? "", located.line, located.endLine),
    refusedCalls: refusedCalls(facts, located, plan, layout),
    sites,
    escapes: escapesIn(builds, located.source.file, located.line, located.endLine),
    whatIf: await whatIfOf(plan, layout, { decided, facts }, sites),
    incidents: (report?.incidents ?? []).filter((incident) => touches(incident, located)),
    values: settings.environment.ci ? [] : valuesIn(report, located),
    report: report === null ? null : join(reportDir, "report.json"),
  };
}

const isInside = (line: number, { line: from, endLine }: Located): boolean =>
  line >= from && line <= endLine;

/** Values of the first incident that has some in this function. */
function valuesIn(report: Report | null, located: Located): readonly ValueRow[] {
  for (const incident of report?.incidents ?? []) {
    const path = incident.path.filter((frame) => touches({ path: [frame] }, located));
    const [frame] = valueFrames({ ...incident, path });
    if (frame !== undefined) return frame.rows;
  }
  return [];
}

const touches = ({ path }: Pick<Incident, "path">, located: Located): boolean =>
  path.some((frame) => frame.file === located.source.file && isInside(frame.line, located));

async function lastReport(reportDir: string): Promise<Report | null> {
  const file = join(reportDir, "report.json");
  const text = existsSync(file) ? readText(file) : null;
  return text === null ? null : (await loadReports()).readReport(text).report;
}

function functionsOf(plan: Plan): Located[] {
  const files = sourceFiles(withTests(plan.packages), (path) => relativeTo(plan.root, path));
  return files.flatMap((source) => {
    const { declarations, bodiless } = parseFunctions(readText(source.path) ?? "");
    return [
      ...declarations.map((declaration) => ({ source, ...declaration, hasBody: true })),
      ...bodiless.map((declaration) => ({ source, ...declaration, hasBody: false })),
    ];
  });
}

/** `hash/crc32.ieeeCLMUL` names its package, which may be none of those that are meant. */
function elsewhere(place: string): string {
  const [, path] = /^([a-z][\w.-]*(?:\/[\w.-]*?)+)\.[(\w]/.exec(place) ?? [];
  return path === undefined
    ? ""
    : `; of another package: panicpath explain ${shellQuoted(place)} ${shellQuoted(path)}`;
}

const FINGERPRINT_LENGTH = 16;

/** A fingerprint of the last report, a `file:line`, or a function with as much of its name as tells it. */
function locatePlace(place: string, report: Report | null, all: readonly Located[]): Located {
  if (/^[0-9a-f]{6,16}$/.test(place)) {
    const incident = report?.incidents.find((incident) => incident.fingerprint.startsWith(place));
    if (incident?.site != null) return atLine(incident.site.file, incident.site.line, all);
    // Letters up to f make words too.
    if (place.length === FINGERPRINT_LENGTH) {
      throw new UsageError(
        `no incident ${place} in the last report: run panicpath first, or give a file:line or a function`,
      );
    }
  }
  const line = /^(.+\.go):(\d+)(?::\d+)?$/.exec(place);
  if (line !== null) return atLine(line[1] ?? "", Number(line[2]), all);
  const named = all.filter((each) => namesOf(each).some((name) => name === place));
  // A method by its name alone, where no function has it.
  const found = named.length > 0 ? named : all.filter((each) => methodOf(each) === place);
  const [first, second] = found;
  if (first === undefined) {
    throw new UsageError(
      `no function ${place} in these packages: give it as a trace prints it, or a file:line${elsewhere(place)}`,
    );
  }
  if (second === undefined) return first;
  const names = found.slice(0, 5).map((each) => `${each.source.file}:${each.line}`);
  throw new UsageError(
    `${place} is the name of ${found.length} functions: give one of ${names.join(", ")}`,
  );
}

function atLine(file: string, line: number, all: readonly Located[]): Located {
  const wanted = join(file);
  const exact = all.filter(({ source }) => source.file === wanted || source.path === wanted);
  const own =
    exact.length > 0 ? exact : all.filter(({ source }) => source.file.endsWith(`/${wanted}`));
  const [found, other] = own.filter((each) => isInside(line, each));
  if (found !== undefined && other !== undefined) {
    throw new UsageError(
      `${file}:${line} may be ${found.source.file} or ${other.source.file}: give more of the path`,
    );
  }
  if (found !== undefined) return found;
  throw new UsageError(
    own.length === 0
      ? `${file} is no source file of these packages`
      : `line ${line} of ${file} lies in no function`,
  );
}

/** `(*Ring).At`, `Ring.At`, `ring.(*Ring).At`, `example.com/x/ring.(*Ring).At`. */
function namesOf({ source, name }: Located): string[] {
  const plain = name.replace(/^\(\*(\w+)\)/, "$1");
  const last = source.package.slice(source.package.lastIndexOf("/") + 1);
  return [name, plain].flatMap((each) => [each, `${last}.${each}`, `${source.package}.${each}`]);
}

/** `At` of `(*Ring).At` and `Ring.At`; null for a function that is none. */
function methodOf({ name }: Located): string | null {
  const dot = name.lastIndexOf(".");
  return dot < 0 ? null : name.slice(dot + 1);
}

interface Asked {
  readonly decided: Verdicts;
  readonly builds: readonly Verdicts[];
  readonly facts: CompilerFacts;
}

async function askCompiler(plan: Plan, layout: Layout, importPath: string): Promise<Asked> {
  const { cwd, env } = plan;
  const wanted = {
    importPaths: [importPath],
    cwd,
    env,
    overlay: null,
    tests: true,
    lenient: false,
    escapesOn: () => true,
  };
  const nameOf = repositoryNames(plan, layout);
  const facts = factsOf(await compile(plan, { ...wanted, noinline: false }), importPath);
  const escaping = factsOf(await compile(plan, { ...wanted, noinline: true }), importPath);
  const decided = new Verdicts(facts, nameOf);
  return { decided, facts, builds: [new Verdicts(escaping, nameOf), decided] };
}

function factsOf(compiled: Compiled, importPath: string): CompilerFacts {
  if (compiled.kind === "compiled") return compiled.facts;
  const where = compiled.files.length === 0 ? "" : `: see ${compiled.files.slice(0, 3).join(", ")}`;
  throw new ImpossibleError(`${importPath} does not compile${where}`);
}

/** Calls of the function that were not inlined though it can be. */
function refusedCalls(
  facts: CompilerFacts,
  located: Located,
  plan: Plan,
  layout: Layout,
): string[] {
  const nameOf = repositoryNames(plan, layout);
  return facts.refusals
    .filter((refusal) => refusal.callee === located.name)
    .map(
      (refusal) =>
        `${nameOf(refusal.file)}:${refusal.line}: not into ${refusal.caller}: ${refusal.reason}`,
    );
}

async function whatIfOf(
  plan: Plan,
  layout: Layout,
  { decided, facts }: Pick<Asked, "decided" | "facts">,
  sites: readonly PanicSite[],
): Promise<WhatIf | null> {
  const info = { ...NO_INLINING, state: "read" as const, sites };
  const head: HeadInlining = { info, decided, facts };
  const { whatIfs } = await tryConstantMessages(plan, layout, head, [], () => true);
  return whatIfs[0] ?? null;
}
