import type { Assembled } from "../../assemble/index.ts";
import { type BaseFacts, headView } from "../../compare/index.ts";
import { join } from "../../files/index.ts";
import {
  type BaseRequest,
  type Difference,
  differenceTo,
  layOutCommit,
  resolveBase,
} from "../../git/index.ts";
import { hasFlag } from "../../go/index.ts";
import { type BaseInfo, type GcComparison, NO_BASE, type Report } from "../../model/index.ts";
import type { RunWork } from "../../runner/index.ts";
import { compareGc } from "../gc-runs.ts";
import type { HeadInlining } from "../inlining.ts";
import { Answers } from "./answers.ts";
import { Base, type BaseTree } from "./build.ts";
import { type ComparedInlining, changedSources, compareInlining } from "./inlining.ts";
import { keyOf, type Question, questionsOf } from "./questions.ts";
import { decidesBuild, Untouched } from "./untouched.ts";

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

/** Where the base lies, once it is known. */
interface Found {
  readonly info: BaseInfo;
  readonly commit: string;
  readonly tree: BaseTree;
  readonly answers: Answers;
  readonly base: Base;
  readonly untouched: Untouched;
}

/**
 * Runs on the base what failed on head, the same way, and no more: what the default run shows is
 * asked before the variants cost time, the rest behind them.
 */
export class BaseRun {
  readonly #work: RunWork;
  readonly #request: BaseRequest;
  readonly #asked = new Set<string>();
  #found: Promise<Found> | null = null;
  #isLaidOut = false;
  #unavailable: BaseOutcome | null = null;
  #seconds = 0;

  constructor(work: RunWork, request: BaseRequest) {
    this.#work = work;
    this.#request = request;
  }

  /** Asks about all that failed so far; of what was asked before only whether its passes may be luck. */
  async ask(head: Assembled): Promise<void> {
    const questions = questionsOf(head);
    if (questions.length === 0) return;
    await this.#timed(async () => {
      const { tree, commit, answers } = await this.#open();
      const touched = await this.#touched(questions);
      if (touched.length === 0) return;
      if (!this.#isLaidOut) await this.#layOut(tree, commit, null);
      for (const question of touched) {
        const key = keyOf(question);
        if (this.#asked.has(key)) answers.renew(question);
        else await answers.ask(question);
        this.#asked.add(key);
      }
      await answers.settle(headView(head, answers.facts()));
    });
  }

  /** Questions that the difference itself does not answer. */
  async #touched(questions: readonly Question[]): Promise<readonly Question[]> {
    const { answers, untouched } = await this.#open();
    const ofTests = questions.filter(({ kind }) => kind === "test" || kind === "package");
    const same = await untouched.among(ofTests.map((question) => question.package));
    for (const path of same) answers.markUntouched(path);
    const told = new Set(ofTests.filter((question) => same.has(question.package)));
    for (const question of told) this.#asked.add(keyOf(question));
    return questions.filter((question) => !told.has(question));
  }

  /** All that is known of it, with what the change did to inlining and, where it is asked for, to GC pauses. */
  async finish(head: Assembled & Pick<Report, "gc">, inlining: HeadInlining): Promise<BaseOutcome> {
    await this.ask(head);
    return (await this.#timed(() => this.#outcome(head, inlining))) ?? this.#nothing();
  }

  async #outcome(head: Pick<Report, "gc">, inlining: HeadInlining): Promise<BaseOutcome> {
    const { info, tree, commit, answers, base } = await this.#open();
    const { plan } = this.#work;
    const isTouched = inlining.info.state === "read";
    const sources = new Set(isTouched ? changedSources(plan, tree) : []);
    const wantsGc = plan.run.gc === "always";
    if (!this.#isLaidOut && (wantsGc || sources.size > 0)) {
      const isWhole = wantsGc || decidesBuild(tree.difference) || hasFlag(plan.flags, "overlay");
      const before = tree.difference.files.flatMap(({ path, inBase }) => (inBase ? [path] : []));
      await this.#layOut(tree, commit, isWhole ? null : before);
    }
    const outcome = {
      inlining: await comparedInlining(this.#work, tree, sources, inlining),
      gc: wantsGc ? await compareGc(this.#work, base, head.gc) : [],
      difference: tree.difference,
    };
    if (this.#asked.size === 0) return { ...outcome, info, facts: null };
    const asked = { ...info, how: answers.how, seconds: this.#seconds };
    return { ...outcome, info: asked, facts: answers.facts() };
  }

  /** Whatever goes wrong with the base, what is known of head must not be lost by it. */
  async #timed<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.#unavailable !== null) return null;
    const started = performance.now();
    try {
      return await work();
    } catch (error) {
      this.#unavailable = error instanceof NoBaseError ? error.outcome : failedBase(error);
      return null;
    } finally {
      this.#seconds += (performance.now() - started) / 1000;
    }
  }

  #nothing(): BaseOutcome {
    return this.#unavailable ?? failedBase(new Error("it was not asked"));
  }

  #open(): Promise<Found> {
    this.#found ??= this.#find();
    return this.#found;
  }

  async #find(): Promise<Found> {
    const { plan } = this.#work;
    const resolved = await resolveBase(plan.cwd, plan, this.#request);
    if (resolved.kind === "unavailable") {
      const { ref, reason } = resolved;
      throw new NoBaseError({ ...NO_BASE, ref, state: "unavailable", reason });
    }
    const { ref, commit, reason } = resolved;
    const info: BaseInfo = { ...NO_BASE, ref, commit, state: "compared", reason };
    if (plan.git === null) throw new Error("git does not answer here");
    const difference = await differenceTo(plan.git.root, plan, commit);
    const tree: BaseTree = { dir: join(plan.tempDir, "base"), difference };
    const untouched = new Untouched(plan, difference);
    const base = new Base(this.#work, tree, "base", untouched);
    return {
      info,
      commit,
      tree,
      base,
      untouched,
      answers: new Answers(this.#work, base, untouched),
    };
  }

  /** `paths`: those files alone; null for all. */
  async #layOut({ dir }: BaseTree, commit: string, paths: string[] | null): Promise<void> {
    const { plan } = this.#work;
    if (plan.git === null) throw new Error("git does not answer here");
    const problem = await layOutCommit(plan.git.root, plan, commit, dir, paths);
    if (problem !== null) {
      const { info } = await this.#open();
      throw new NoBaseError({ ...info, state: "unavailable", reason: `no base: ${problem}` });
    }
    this.#isLaidOut = paths === null;
  }
}

/** There is no base to ask, and why stands in `info`. */
class NoBaseError extends Error {
  readonly outcome: BaseOutcome;

  constructor(info: BaseInfo) {
    super(info.reason ?? "no base");
    this.outcome = { ...NOTHING_OF_BASE, info };
  }
}

function failedBase(error: unknown): BaseOutcome {
  const reason = `no base: ${error instanceof Error ? error.message : String(error)}`;
  return { ...NOTHING_OF_BASE, info: { ...NO_BASE, state: "unavailable", reason } };
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
