import { type Assembled, explainIncident, Verdicts } from "../assemble/index.ts";
import { type Layout, moduleOfPath } from "../correlate/index.ts";
import { isAbsolute, resolve } from "../files/index.ts";
import { DEFAULT_BUILD, hasFlag } from "../go/index.ts";
import { type CompilerFacts, type InliningInfo, NO_INLINING } from "../model/index.ts";
import { type Builds, type Plan, panicSites, relativeTo, sourceFiles } from "../runner/index.ts";

/** What is known of head's functions. */
export interface HeadInlining {
  readonly info: InliningInfo;
  readonly decided: Verdicts;
  readonly facts: CompilerFacts;
}

/** Reads what the compiler said while the tests were built; never where nobody wants it. */
export function headInlining(plan: Plan, builds: Builds, layout: Layout): HeadInlining {
  const facts = builds.compilerOf(DEFAULT_BUILD.key);
  const nameOf = repositoryNames(plan, layout);
  const decided = new Verdicts(facts, nameOf);
  // Nothing is compiled where there is no package, or all are reused.
  if (plan.patterns.length === 0) return { info: NO_INLINING, decided, facts };
  if (plan.inlining.kind !== "on") return { info: notRead(plan), decided, facts };
  const all = [...escapingVerdicts(builds, nameOf), decided];
  const files = sourceFiles(plan.packages, (path) => relativeTo(plan.root, path));
  const info: InliningInfo = {
    ...NO_INLINING,
    state: decided.isEmpty ? "unavailable" : "read",
    reason: decided.isEmpty ? "the compiler said nothing of these packages" : null,
    sites: panicSites(files, plan.panics, decided, all),
    unread: facts.unread,
  };
  return { info, decided, facts };
}

function notRead({ inlining }: Plan): InliningInfo {
  return inlining.kind === "unavailable"
    ? { ...NO_INLINING, state: "unavailable", reason: inlining.reason }
    : NO_INLINING;
}

/** The build without inlining, where a variant made it. */
function escapingVerdicts(builds: Builds, nameOf: (file: string) => string): Verdicts[] {
  const facts = builds.compilerOf("noinline");
  return facts.escapes.length + facts.leaks.length === 0 ? [] : [new Verdicts(facts, nameOf)];
}

/** Incidents with the compiler's reasons. */
export function explained<T extends Assembled>(
  assembled: T,
  { decided }: HeadInlining,
  { plan, head: builds, layout }: { plan: Plan; head: Builds; layout: Layout },
): T {
  if (plan.inlining.kind !== "on") return assembled;
  const all = [...escapingVerdicts(builds, repositoryNames(plan, layout)), decided];
  return {
    ...assembled,
    incidents: assembled.incidents.map((incident) => explainIncident(incident, decided, all)),
  };
}

/** The compiler names files from go's working directory, or whole; under -trimpath by import path. */
export function repositoryNames(plan: Plan, layout: Layout): (file: string) => string {
  const known = new Map<string, string>();
  return (file) => {
    let name = known.get(file);
    if (name === undefined) {
      name = repositoryName(file, plan, layout);
      known.set(file, name);
    }
    return name;
  };
}

function repositoryName(file: string, plan: Plan, layout: Layout): string {
  if (!isAbsolute(file) && hasFlag(plan.flags, "trimpath")) {
    const module = moduleOfPath(file, layout.modules);
    if (module !== null) {
      const rest = file.slice(module.path.length + 1);
      return module.repoDir === "" ? rest : `${module.repoDir}/${rest}`;
    }
  }
  return relativeTo(plan.root, resolve(plan.cwd, file));
}
