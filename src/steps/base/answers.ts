import { type BaseFacts, type HeadView, passesWanted } from "../../compare/index.ts";
import type { PackageStory } from "../../correlate/index.ts";
import { sameFile } from "../../git/index.ts";
import { hasFlag } from "../../go/index.ts";
import { type BaseInfo, namesAbove, type Setting, topLevel } from "../../model/index.ts";
import {
  aloneOf,
  buildOf,
  type Limit,
  type Revision,
  type RunWork,
  type Selection,
  settingsOf,
  storyOf,
  type Target,
} from "../../runner/index.ts";
import { Base, type BaseTree, type BuiltBase } from "./build.ts";
import { BaseMemory } from "./memory.ts";
import { keyOf, type Question } from "./questions.ts";
import { BaseSources } from "./sources.ts";
import type { Untouched } from "./untouched.ts";

/** A test is run on the base no more often than this. */
const MOST_TRIES = 40;
/** Passes on the base after which it is first asked whether that is luck. */
const FIRST_PASSES = 3;

type TestQuestion = Extract<Question, { kind: "test" }>;
type PackageQuestion = Extract<Question, { kind: "package" }>;

/** Runs on the base what failed on head, one question after the other, and keeps what it learns. */
export class Answers {
  readonly #work: RunWork;
  readonly #base: Base;
  readonly #untouched: Untouched;
  readonly #sources: BaseSources;
  readonly #memory: BaseMemory;
  /** Questions that more tries could answer. */
  readonly #open = new Map<string, TestQuestion>();
  readonly #above = new Map<string, Selection>();
  how: BaseInfo["how"] = null;

  constructor(work: RunWork, base: Base, untouched: Untouched) {
    this.#work = work;
    this.#base = base;
    this.#untouched = untouched;
    this.#sources = new BaseSources(work.plan, base.tree);
    this.#memory = new BaseMemory(this.#sources);
  }

  facts(): BaseFacts {
    return this.#memory.facts();
  }

  async ask(question: Question): Promise<void> {
    const path = question.package;
    if (!this.#base.has(path)) {
      this.#memory.mark(path, "known");
      return;
    }
    if (!this.#allows(path)) return;
    const variant = "variant" in question ? question.variant : "default";
    const settings = settingsOf(this.#work.plan, variant);
    const wanted = { build: buildOf(settings), importPath: path, vet: question.kind === "vet" };
    const built = await this.#base.built(wanted);
    this.how = built.how;
    this.#memory.learnIncidents(built.stories);
    if (question.kind === "build" || question.kind === "vet") {
      this.#memory.mark(path, "known");
      return;
    }
    const target = built.targets.get(path);
    if (!built.packages.has(path)) this.#notBuilt(path, built.stories);
    // Without a binary of head's own there are no arguments to run the base's with: that says nothing of it.
    else if (target === undefined) return;
    else if (await this.#isEqual(settings, target, built.how))
      this.#memory.mark(path, "same-binary");
    else await this.#run(question);
  }

  /** Its tests are made of nothing that differs: there is nothing to ask. */
  markUntouched(importPath: string): void {
    this.#memory.mark(importPath, "untouched");
  }

  /** What was asked already, with the tries that head has made of it meanwhile. */
  renew(question: Question): void {
    const key = keyOf(question);
    if (question.kind === "test" && this.#open.has(key)) this.#open.set(key, question);
  }

  /** Tries again what passed so far where that may be luck among all that failed on head. */
  async settle(view: HeadView): Promise<void> {
    for (const question of [...this.#open.values()]) {
      await this.#tryUntil(question, passesWanted(question.here, view, MOST_TRIES));
    }
  }

  #allows(path: string): boolean {
    if (this.#work.runner.budget.allows(`base run of ${path}`)) return true;
    this.#memory.mark(path, "skipped");
    return false;
  }

  #notBuilt(path: string, stories: readonly PackageStory[]): void {
    this.#memory.mark(path, "broken");
    this.#memory.learnNotRun(path, stories[0]?.incidents[0]?.fingerprint ?? "build");
  }

  /** The same binary, and nothing differs that its tests could read: the change is not to blame. */
  async #isEqual(
    settings: readonly Setting[],
    target: Target,
    how: BuiltBase["how"],
  ): Promise<boolean> {
    const { plan, head } = this.#work;
    const path = target.importPath;
    if (how !== "overlay" || hasFlag(plan.flags, "cover")) return false;
    const own = await head.target(buildOf(settings), path);
    if (own === null || !sameFile(own.captured.binary, target.captured.binary)) return false;
    return this.#untouched.isInBinary(path);
  }

  async #run(question: TestQuestion | PackageQuestion): Promise<void> {
    if (question.kind === "package") {
      await this.#runPackage(question);
      return;
    }
    const top = topLevel(question.test);
    if (this.#sources.declares(question.package, top) === false) {
      this.#memory.mark(question.package, "known");
      await this.#tryNewTest(question);
      return;
    }
    this.#open.set(keyOf(question), question);
    await this.#tryUntil(question, FIRST_PASSES);
  }

  /** The package as it is: what ends it there, and which tests run. */
  async #runPackage(question: PackageQuestion): Promise<void> {
    const { package: path, incident } = question;
    for (let left = FIRST_PASSES; left > 0; left -= 1) {
      const story = await this.#once(question, { kind: "whole" });
      if (story === null) return;
      this.#memory.mark(path, "known");
      const { ending, tests } = story.facts;
      if (ending.kind === "died") this.#memory.learnDeath(story);
      if (tests.length === 0 && ending.kind === "died" && !this.#memory.hasSeen(incident)) {
        this.#memory.mark(path, "broken");
      }
      if (incident === null || this.#memory.hasSeen(incident)) return;
    }
  }

  /** Until it fails there too, or has passed `wanted` times in all. */
  async #tryUntil(question: TestQuestion, wanted: number): Promise<void> {
    const { package: path, test, variant, incident } = question;
    let selection = this.#selectionOf(question);
    const { attempts } = this.#memory.tallyOf(path, test, variant);
    for (let made = attempts; made < wanted; made += 1) {
      if (!this.#allows(path)) return;
      const story = await this.#once(question, selection);
      if (story === null) return;
      this.#memory.mark(path, "known");
      const outcome = story.outcomes.get(test);
      const fails = incident === null ? outcome === "fail" : this.#memory.hasSeen(incident, test);
      const { tests, ending } = story.facts;
      if (tests.length === 0 && ending.kind === "died" && !fails) this.#memory.mark(path, "broken");
      const next = this.#selectionOf(question);
      const isOver = outcome === undefined && next === selection;
      if (fails || isOver || this.#memory.isBroken(path)) {
        this.#open.delete(keyOf(question));
        return;
      }
      selection = next;
    }
  }

  /** Where the base has no such subtest the test above it is run: names may hold addresses. */
  #selectionOf({ package: path, test, selection }: TestQuestion): Selection {
    const [above] = namesAbove(test);
    const wasAbove = above !== undefined && this.#memory.hasRun(path, above);
    if (selection.kind !== "alone" || this.#memory.hasRun(path, test) || !wasAbove) {
      return selection;
    }
    const known = this.#above.get(above) ?? aloneOf(above);
    this.#above.set(above, known);
    return known;
  }

  /**
   * A test that the base does not have may reach a panic that it has: head's tests
   * are run on the base's code, where they compile with it.
   */
  async #tryNewTest(question: TestQuestion): Promise<void> {
    const { package: path, variant, selection, incident } = question;
    if (incident === null || !this.#allows(path)) return;
    const { dir, difference } = this.#base.tree;
    const code = difference.files.filter(({ path: file }) => !file.endsWith("_test.go"));
    const tree: BaseTree = { dir, difference: { ...difference, files: code } };
    const withNewTests = new Base(this.#work, tree, "new-tests", this.#untouched);
    const build = buildOf(settingsOf(this.#work.plan, variant));
    const built = await withNewTests.built({ build, importPath: path, vet: false });
    if (built.how !== "overlay") return;
    const story = await this.#execute(question, selection, withNewTests);
    if (story !== null) this.#memory.learnReached(story);
  }

  async #once(
    question: TestQuestion | PackageQuestion,
    selection: Selection,
  ): Promise<PackageStory | null> {
    const story = await this.#execute(question, selection, this.#base);
    if (story === null) this.#memory.mark(question.package, "skipped");
    else this.#memory.learn(story, question.variant);
    return story;
  }

  async #execute(
    question: TestQuestion | PackageQuestion,
    selection: Selection,
    revision: Revision,
  ): Promise<PackageStory | null> {
    const { plan, runner } = this.#work;
    const label = `base run of ${question.package}`;
    plan.progress.status(label);
    const settings = settingsOf(plan, question.variant);
    const limit: Limit =
      question.kind === "package" || question.siblings === null
        ? { kind: "package" }
        : { kind: "hang", siblings: question.siblings };
    const experiment = { package: question.package, revision, settings, selection, limit, label };
    return storyOf(await runner.run(experiment));
  }
}
