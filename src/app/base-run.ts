import { join } from "node:path";
import { type BaseFacts, type BaseTest, movedKey } from "../compare/index.ts";
import type { Assembled, Layout, PackageStory } from "../correlate/index.ts";
import {
  type BaseRequest,
  type Difference,
  differenceTo,
  hasFlag,
  layOutCommit,
  resolveBase,
  sameFile,
} from "../go/index.ts";
import {
  type BaseInfo,
  type GcComparison,
  type Incident,
  NO_BASE,
  parentKeys,
  type Report,
  type Setting,
  type TestInfo,
  testKey,
  toldKeys,
} from "../model/index.ts";
import type { Build } from "../ports/index.ts";
import {
  type BaseTree,
  type BuiltBase,
  baseLayout,
  buildBase,
  decidesBuild,
  existsOnBase,
} from "./base-build.ts";
import { type ComparedInlining, changedSources, compareInlining } from "./base-inlining.ts";
import { buildOf, type Target } from "./builds.ts";
import { aloneOf, boundMs, executeWithin, type Selection } from "./execute.ts";
import { compareGc } from "./gc-runs.ts";
import type { HeadInlining } from "./inlining.ts";
import type { Plan } from "./plan.ts";
import type { RunWork } from "./run-work.ts";
import { relativeTo } from "./sources.ts";

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

/** Something of head's that the base is asked about. */
interface Question {
  readonly package: string;
  readonly test: string | null;
  readonly settings: readonly Setting[];
  readonly selection: Selection;
  /** Tries on head, and how many of them failed. */
  readonly attempts: number;
  readonly failed: number;
  readonly fingerprint: string | null;
  readonly isVet: boolean;
  readonly isBuild: boolean;
}

/** Runs on the base what failed on head, the same way, and no more. */
export async function runBase(
  work: RunWork,
  request: BaseRequest,
  head: Assembled & Pick<Report, "gc">,
  inlining: HeadInlining,
): Promise<BaseOutcome> {
  const { plan } = work;
  const started = performance.now();
  const resolved = await resolveBase(plan.cwd, plan.env, request);
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
  const answers = new Answers(work, tree);
  for (const question of questions) await answers.ask(question);
  const compared = await comparedInlining(work, tree, sources, inlining);
  const gc = plan.run.gc === "always" ? await compareGc(work, tree, head.gc) : [];
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
  const difference = await differenceTo(root, plan.env, commit);
  const tree: BaseTree = { dir, difference };
  const sources = new Set(inlining.info.state === "read" ? changedSources(plan, tree) : []);
  const needed = questions.length > 0 || plan.run.gc === "always";
  if (!needed && sources.size === 0) return { kind: "laid", tree, sources };
  const all = needed || decidesBuild(difference) || hasFlag(plan.flags, "overlay");
  const before = difference.files.flatMap(({ path, inBase }) => (inBase ? [path] : []));
  const problem = await layOutCommit(root, plan.env, commit, dir, all ? null : before);
  return problem === null ? { kind: "laid", tree, sources } : { kind: "failed", reason: problem };
}

/** Comparing what the compilers say is worth having, but never worth losing the rest. */
async function comparedInlining(
  { plan, layout, budget }: RunWork,
  tree: BaseTree,
  sources: ReadonlySet<string>,
  head: HeadInlining,
): Promise<ComparedInlining | null> {
  if (head.info.state !== "read" || !budget.allows("the base's inlining")) return null;
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

function questionsOf(head: Assembled): Question[] {
  const incidents = head.incidents
    .filter((incident) => incident.reproduction !== "narrowed")
    .map(incidentQuestion);
  const told = toldKeys(head.incidents);
  const failures = head.tests.filter((test) => {
    const byDefault = test.runs.find((run) => run.variant === "default");
    return byDefault?.outcome === "fail" && !told.has(testKey(test.package, test.name));
  });
  const parents = parentKeys(failures);
  const leaves = failures.filter((test) => !parents.has(testKey(test.package, test.name)));
  return [...incidents, ...leaves.map(failureQuestion)];
}

function incidentQuestion(incident: Incident): Question {
  const seen = incident.occurrences.find((occurrence) => occurrence.failed > 0);
  const variant = seen?.variant ?? "default";
  const alone = incident.test !== null && incident.reproduceProven !== false;
  return {
    package: incident.package,
    test: incident.test,
    settings: variant === "default" ? [] : (variant.split("+") as Setting[]),
    selection: alone && incident.test !== null ? aloneOf(incident.test) : { kind: "whole" },
    attempts: seen?.attempts ?? 1,
    failed: seen?.failed ?? 1,
    fingerprint: incident.fingerprint,
    isVet: incident.kind === "vet",
    isBuild: incident.kind === "build",
  };
}

function failureQuestion(test: TestInfo): Question {
  const run = test.runs.find((each) => each.variant === "default");
  const orderly = test.note?.startsWith("alone ") === true;
  return {
    package: test.package,
    test: test.name,
    settings: [],
    selection: orderly ? { kind: "whole" } : aloneOf(test.name),
    attempts: run?.attempts ?? 1,
    failed: run?.failed ?? 1,
    fingerprint: null,
    isVet: false,
    isBuild: false,
  };
}

/** A flaky test is tried on the base no more often than this. */
const MOST_TRIES = 40;
const LUCK = 0.05;

/** Asks the base one question after the other, and keeps what it answers. */
class Answers {
  readonly #work: RunWork;
  readonly #tree: BaseTree;
  readonly #built = new Map<string, Promise<BuiltBase>>();
  readonly #incidents = new Set<string>();
  readonly #moved = new Set<string>();
  readonly #tests = new Map<string, BaseTest>();
  readonly #packages = new Set<string>();
  readonly #equal = new Set<string>();
  readonly #broken = new Set<string>();
  how: BaseInfo["how"] = null;

  constructor(work: RunWork, tree: BaseTree) {
    this.#work = work;
    this.#tree = tree;
  }

  facts(): BaseFacts {
    return {
      incidents: this.#incidents,
      moved: this.#moved,
      tests: this.#tests,
      packages: this.#packages,
      broken: this.#broken,
      equalBinaries: this.#equal,
    };
  }

  async ask(question: Question): Promise<void> {
    const { plan, budget } = this.#work;
    if (!existsOnBase(plan, this.#tree, question.package)) {
      this.#packages.add(question.package);
      return;
    }
    if (!budget.allows(`the base of ${question.test ?? question.package}`)) return;
    const built = await this.#build(buildOf(question.settings), question);
    this.how = built.how;
    this.#learn(built.stories);
    const target = built.targets.get(question.package);
    if (question.isBuild || question.isVet) {
      this.#packages.add(question.package);
      return;
    }
    if (target === undefined) {
      this.#broken.add(question.package);
      return;
    }
    if (await this.#isEqual(question, target, built.how)) this.#equal.add(question.package);
    else await this.#try(question, target, built.how);
  }

  /** One build serves all questions about a package under it. */
  #build(build: Build, question: Question): Promise<BuiltBase> {
    const { plan, layout } = this.#work;
    const key = `${build} ${question.isVet} ${question.package}`;
    const known = this.#built.get(key);
    if (known !== undefined) return known;
    const { package: importPath, isVet: vet } = question;
    const made = buildBase(plan, this.#tree, { build, importPath, vet, purpose: "base" }, layout);
    this.#built.set(key, made);
    return made;
  }

  #learn(stories: readonly PackageStory[]): void {
    for (const incident of stories.flatMap((story) => story.incidents)) {
      this.#incidents.add(incident.fingerprint);
      this.#moved.add(movedKey(incident));
    }
  }

  /** The same binary, and nothing beside it changed that a test could read: the change is not to blame. */
  async #isEqual(question: Question, target: Target, how: BuiltBase["how"]): Promise<boolean> {
    const { plan, builds } = this.#work;
    if (how !== "overlay" || hasFlag(plan.flags, "cover")) return false;
    const own = await builds.get(buildOf(question.settings));
    const head = own.kind === "built" ? own.targets.get(question.package) : undefined;
    const found = plan.packages.find((each) => each.importPath === question.package);
    if (head === undefined || found === undefined) return false;
    const below = relativeTo(plan.root, found.dir);
    const data = this.#tree.difference.files.some(
      ({ path }) => !path.endsWith(".go") && (below === "" || path.startsWith(`${below}/`)),
    );
    return !data && sameFile(head.captured.binary, target.captured.binary);
  }

  async #try(question: Question, built: Target, how: BuiltBase["how"]): Promise<void> {
    const { plan, layout } = this.#work;
    const head = await this.#headTarget(question.package);
    if (head === null) return;
    const captured = { ...built.captured, args: head.captured.args };
    const target: Target = { ...head, captured };
    const view = baseLayout(layout, plan, this.#tree, how);
    const tries = { attempts: 0, failed: 0, seen: false };
    while (tries.failed === 0 && tries.attempts < triesOf(question)) {
      const story = await this.#once(question, target, view);
      if (story === null || !this.#count(question, story, tries)) break;
    }
    const { attempts, failed } = tries;
    if (attempts > 0 && !this.#broken.has(question.package)) this.#packages.add(question.package);
    if (question.test === null) return;
    if (!tries.seen) {
      const alive = !this.#broken.has(question.package) && question.fingerprint !== null;
      if (alive && attempts > 0) await this.#tryNewTest(question);
      return;
    }
    const outcome = failed > 0 ? "fail" : "pass";
    this.#tests.set(testKey(question.package, question.test), { outcome, attempts, failed });
  }

  /**
   * A test that the base does not have may reach a panic that it has: head's tests
   * are run on the base's code, where they compile with it.
   */
  async #tryNewTest(question: Question): Promise<void> {
    const { plan, layout } = this.#work;
    const { files, renames } = this.#tree.difference;
    const code = files.filter(({ path }) => !path.endsWith("_test.go"));
    const tree: BaseTree = { dir: this.#tree.dir, difference: { files: code, renames } };
    const build = buildOf(question.settings);
    const { package: importPath } = question;
    const wanted = { build, importPath, vet: false, purpose: "new-tests" } as const;
    const built = await buildBase(plan, tree, wanted, layout);
    const target = built.targets.get(question.package);
    const head = await this.#headTarget(question.package);
    if (built.how !== "overlay" || target === undefined || head === null) return;
    const captured = { ...target.captured, args: head.captured.args };
    const view = baseLayout(layout, plan, tree, built.how);
    const story = await this.#once(question, { ...head, captured }, view);
    if (story !== null) this.#learn([story]);
  }

  async #headTarget(importPath: string): Promise<Target | null> {
    const own = await this.#work.builds.get("default");
    return own.kind === "built" ? (own.targets.get(importPath) ?? null) : null;
  }

  /** Takes one try; false where the base has no such test, so that more tries say nothing. */
  #count(
    question: Question,
    story: PackageStory,
    tries: { attempts: number; failed: number; seen: boolean },
  ): boolean {
    this.#learn([story]);
    const { test, fingerprint } = question;
    const outcome = test === null ? undefined : story.outcomes.get(test);
    const returned = fingerprint === null ? outcome === "fail" : this.#incidents.has(fingerprint);
    tries.attempts += 1;
    tries.failed += returned ? 1 : 0;
    tries.seen ||= outcome !== undefined;
    const { tests, ending } = story.facts;
    // It dies in init or in TestMain: of its tests nothing is known.
    if (tests.length === 0 && ending.kind === "died" && !returned) {
      this.#broken.add(question.package);
      return false;
    }
    return test === null || outcome !== undefined || ending.kind !== "lived";
  }

  #once(question: Question, target: Target, view: Layout): Promise<PackageStory | null> {
    const { plan, budget } = this.#work;
    const { settings, selection } = question;
    const what = `the base of ${question.test ?? question.package}`;
    plan.progress.status(`running ${what}`);
    const timeoutMs = boundMs(settings, target, plan.run.timeout);
    return executeWithin(
      plan,
      target,
      { settings, selection, debug: [], timeoutMs },
      view,
      budget,
      what,
    );
  }
}

/** Until luck alone can't explain that it passes: (1 - k/n)^m < 0.05. */
function triesOf({ attempts, failed }: Question): number {
  if (failed >= attempts) return Math.max(1, attempts);
  const rate = failed / attempts;
  const needed = Math.ceil(Math.log(LUCK) / Math.log(1 - rate));
  return Math.min(MOST_TRIES, Math.max(attempts, needed));
}
