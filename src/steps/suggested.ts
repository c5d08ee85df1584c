import type { Assembled } from "../assemble/index.ts";
import type { InliningInfo, PanicSite, Report } from "../model/index.ts";
import type { BaseOutcome } from "./base/run.ts";
import { withWaitedFor } from "./gc-runs.ts";
import type { HeadInlining } from "./inlining.ts";
import type { Work } from "./run-report.ts";
import { type Tried, tryConstantMessages } from "./what-if.ts";

/** What the default run found must not be lost because a later step fails. */
export function attemptsInto(
  problems: string[],
): <T>(what: string, otherwise: T, step: () => Promise<T>) => Promise<T> {
  return async (what, otherwise, step) => {
    try {
      return await step();
    } catch (error) {
      problems.push(`${what} failed: ${error instanceof Error ? error.message : String(error)}`);
      return otherwise;
    }
  };
}

/** Under --gc never nobody wants to know. */
export async function waitedForNamed(
  work: Work,
  gc: Report["gc"],
  problems: string[],
): Promise<Report["gc"]> {
  if (work.plan.run.gc === "never" || work.plan.isInterrupted()) return gc;
  return attemptsInto(problems)("looking for who is waited for", gc, () => withWaitedFor(work, gc));
}

/** What the change did to inlining, and which functions a constant message would bring back. */
export async function suggested(
  work: Work,
  head: HeadInlining,
  base: BaseOutcome,
  { incidents }: Assembled,
  problems: string[],
): Promise<InliningInfo> {
  const { plan, layout, runner } = work;
  const info = base.inlining?.info ?? withUnknown(head.info, base.info);
  if (info.state !== "read" || plan.isInterrupted()) return info;
  const onPaths = new Set(
    incidents.flatMap(({ path }) => path.map((frame) => `${frame.file}:${frame.line}`)),
  );
  const wanted = (site: PanicSite): boolean =>
    plan.run.inlining === "always" ||
    onPaths.has(`${site.file}:${site.line}`) ||
    base.inlining?.touched.has(`${site.file}\n${site.function}`) === true;
  const isNeeded = info.flips.some((flip) => !flip.after.can) || info.sites.some(wanted);
  if (!isNeeded || !runner.budget.allows("trying constant panic messages")) return info;
  const asIs: Tried = { whatIfs: [], flips: info.flips };
  const tried = await attemptsInto(problems)("trying constant panic messages", asIs, () =>
    tryConstantMessages(plan, layout, { ...head, info }, info.flips, wanted),
  );
  return { ...info, ...tried };
}

/** A base that was asked for and is not known leaves every site open. */
function withUnknown(info: InliningInfo, base: Report["base"]): InliningInfo {
  if (base.state !== "unavailable") return info;
  const sites = info.sites.map((site) => ({ ...site, baseline: "unknown" as const }));
  return { ...info, sites, notCompared: base.reason };
}
