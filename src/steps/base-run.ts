import { join } from "node:path";
import type { Assembled } from "../assemble/index.ts";
import { type BaseFacts, headView } from "../compare/index.ts";
import {
  type BaseRequest,
  type Difference,
  differenceTo,
  layOutCommit,
  resolveBase,
} from "../git/index.ts";
import { hasFlag } from "../go/index.ts";
import { type BaseInfo, type GcComparison, NO_BASE, type Report } from "../model/index.ts";
import type { Plan, RunWork } from "../runner/index.ts";
import { Answers } from "./base-answers.ts";
import { Base, type BaseTree, decidesBuild } from "./base-build.ts";
import { type ComparedInlining, changedSources, compareInlining } from "./base-inlining.ts";
import { type Question, questionsOf } from "./base-questions.ts";
import { compareGc } from "./gc-runs.ts";
import type { HeadInlining } from "./inlining.ts";

export interface BaseOutcome {
  readonly info: BaseInfo;
  /** Null where nothing is known of the base. */
  readonly facts: BaseFacts | null;
  /** What the change did to panics and inlining; null where that was not compared. */
  readonly inlining: ComparedInlining | null;
  readonly gc: readonly GcComparison[];
  /** Files of the repository that differ from the base; null where that is not known. */
  readonly difference: Difference | null;
}

/** Where nobody asked, or nothing could be learnt. */
export const NOTHING_OF_BASE = { facts: null, inlining: null, gc: [], difference: null } as const;

/** Runs on the base what failed on head, the same way, and no more. */
export async function runBase(
  work: RunWork,
  request: BaseRequest,
  head: Assembled & Pick<Report, "gc">,
  inlining: HeadInlining,
): Promise<BaseOutcome> {
  const { plan } = work;
  const started = performance.now();
  const resolved = await resolveBase(plan.cwd, plan, request);
  if (resolved.kind === "unavailable") {
    return {
      info: { ...NO_BASE, ref: resolved.ref, state: "unavailable", reason: resolved.reason },
      ...NOTHING_OF_BASE,
    };
  }
  const { ref, commit, reason } = resolved;
  const info: BaseInfo = { ...NO_BASE, ref, commit, state: "compared", reason };
  const dir = join(plan.tempDir, "base");
  const questions = questionsOf(head);
  const laid = await layOut(plan, commit, dir, questions, inlining);
  if (laid.kind === "failed") {
    const reason = `no base: ${laid.reason}`;
    return { ...NOTHING_OF_BASE, info: { ...info, state: "unavailable", reason } };
  }
  const { tree, sources } = laid;
  // Whether it is new comes first: the rest has what is left of the budget.
  const base = new Base(work, tree, "base");
  const answers = new Answers(work, base);
  for (const question of questions) await answers.ask(question);
  await answers.settle(headView(head, answers.facts()));
  const compared = await comparedInlining(work, tree, sources, inlining);
  const gc = plan.run.gc === "always" ? await compareGc(work, base, head.gc) : [];
  const outcome = { inlining: compared, gc, difference: tree.difference };
  if (questions.length === 0) return { ...outcome, info, facts: null };
  const seconds = (performance.now() - started) / 1000;
  return { ...outcome, info: { ...info, how: answers.how, seconds }, facts: answers.facts() };
}

type LaidOut =
  | {
      readonly kind: "laid";
      readonly tree: BaseTree;
      /** Sources that the change touches; none where nobody asks about inlining. */
      readonly sources: ReadonlySet<string>;
    }
  | { readonly kind: "failed"; readonly reason: string };

/** Lays out as much of the base as the questions need: all of it, or the changed files alone. */
async function layOut(
  plan: Plan,
  commit: string,
  dir: string,
  questions: readonly Question[],
  inlining: HeadInlining,
): Promise<LaidOut> {
  if (plan.git === null) return { kind: "failed", reason: "git does not answer here" };
  const { root } = plan.git;
  const difference = await differenceTo(root, plan, commit);
  const tree: BaseTree = { dir, difference };
  const sources = new Set(inlining.info.state === "read" ? changedSources(plan, tree) : []);
  const needed = questions.length > 0 || plan.run.gc === "always";
  if (!needed && sources.size === 0) return { kind: "laid", tree, sources };
  const all = needed || decidesBuild(difference) || hasFlag(plan.flags, "overlay");
  const before = difference.files.flatMap(({ path, inBase }) => (inBase ? [path] : []));
  const problem = await layOutCommit(root, plan, commit, dir, all ? null : before);
  return problem === null ? { kind: "laid", tree, sources } : { kind: "failed", reason: problem };
}

/** Comparing what the compilers say is worth having, but never worth losing the rest. */
async function comparedInlining(
  { plan, layout, runner }: RunWork,
  tree: BaseTree,
  sources: ReadonlySet<string>,
  head: HeadInlining,
): Promise<ComparedInlining | null> {
  if (head.info.state !== "read" || !runner.budget.allows("the base's inlining")) return null;
  if (sources.size === 0) {
    const sites = head.info.sites.map((site) => ({ ...site, baseline: "known" as const }));
    return { info: { ...head.info, sites }, touched: new Set() };
  }
  try {
    return await compareInlining(plan, layout, tree, sources, head);
  } catch (error) {
    const notCompared = error instanceof Error ? error.message : String(error);
    return { info: { ...head.info, notCompared }, touched: new Set() };
  }
}
