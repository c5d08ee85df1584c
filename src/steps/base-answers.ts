import {
  type BaseFacts,
  type BaseIncident,
  type BaseTest,
  baseIncident,
  type HeadView,
  Incidents,
  isSame,
  passesWanted,
} from "../compare/index.ts";
import type { FoundIncident, Layout, PackageStory } from "../correlate/index.ts";
import { sameFile } from "../git/index.ts";
import { type Build, DEFAULT_BUILD, hasFlag } from "../go/index.ts";
import {
  type BaseInfo,
  type Incident,
  NO_TRIES,
  namesAbove,
  type Setting,
  shapeOf,
  sumOf,
  type Tally,
  type TestOutcome,
  testKey,
} from "../model/index.ts";
import {
  aloneOf,
  boundMs,
  buildOf,
  executeWithin,
  hangBoundMs,
  type RunWork,
  relativeTo,
  type Selection,
  settingsOf,
  type Target,
} from "../runner/index.ts";
import {
  type BaseTree,
  type BuiltBase,
  baseLayout,
  buildBase,
  existsOnBase,
} from "./base-build.ts";
import type { Question } from "./base-questions.ts";
import { BaseSources } from "./base-sources.ts";

/** A test is run on the base no more often than this. */
const MOST_TRIES = 40;
/** Passes on the base after which it is first asked whether that is luck. */
const FIRST_PASSES = 3;

type TestQuestion = Extract<Question, { kind: "test" }>;

interface Ready {
  readonly target: Target;
  readonly view: Layout;
  /** Of a hang: what the tests of its package took. */
  readonly siblings: readonly number[] | null;
}

/** Runs on the base what failed on head, one question after the other, and keeps what it learns. */
export class Answers {
  readonly #work: RunWork;
  readonly #tree: BaseTree;
  readonly #sources: BaseSources;
  readonly #built = new Map<string, Promise<BuiltBase>>();
  readonly #incidents: BaseIncident[] = [];
  readonly #reached: BaseIncident[] = [];
  readonly #tests = new Map<string, { outcome: TestOutcome; tries: Map<string, Tally> }>();
  readonly #notRun = new Map<string, string>();
  readonly #packages = new Set<string>();
  readonly #equal = new Set<string>();
  readonly #broken = new Set<string>();
  readonly #skipped = new Set<string>();
  /** Questions that more tries could answer. */
  readonly #open = new Map<TestQuestion, Ready>();
  readonly #above = new Map<string, Selection>();
  how: BaseInfo["how"] = null;

  constructor(work: RunWork, tree: BaseTree) {
    this.#work = work;
    this.#tree = tree;
    this.#sources = new BaseSources(work.plan, tree);
  }

  facts(): BaseFacts {
    return {
      incidents: new Incidents(this.#incidents),
      reached: new Incidents(this.#reached),
      tests: this.#tests as ReadonlyMap<string, BaseTest>,
      declares: (path, test) => this.#sources.declares(path, test),
      packages: this.#packages,
      broken: this.#broken,
      equalBinaries: this.#equal,
      notRun: this.#notRun,
      skipped: this.#skipped,
    };
  }

  async ask(question: Question): Promise<void> {
    const { plan } = this.#work;
    const path = question.package;
    if (!existsOnBase(plan, this.#tree, path)) {
      this.#packages.add(path);
      return;
    }
    if (!this.#allows(path)) return;
    const variant = "variant" in question ? question.variant : "default";
    const settings = settingsOf(this.#work.plan, variant);
    const built = await this.#build(buildOf(settings), path, question.kind === "vet");
    this.how = built.how;
    this.#learnIncidents(built.stories);
    if (question.kind === "build" || question.kind === "vet") {
      this.#packages.add(path);
      return;
    }
    const target = built.targets.get(path);
    if (target === undefined) this.#notBuilt(path, built.stories);
    else if (await this.#isEqual(path, settings, target, built.how)) this.#equal.add(path);
    else await this.#run(question, target, built.how);
  }

  /** Tries again what passed so far where that may be luck among all that failed on head. */
  async settle(view: HeadView): Promise<void> {
    for (const [question, ready] of this.#open) {
      const wanted = passesWanted(question.here, view, MOST_TRIES);
      await this.#tryUntil(question, ready, wanted);
    }
  }

  #allows(path: string): boolean {
    if (this.#work.budget.allows(`base run of ${path}`)) return true;
    this.#skipped.add(path);
    return false;
  }

  #notBuilt(path: string, stories: readonly PackageStory[]): void {
    this.#broken.add(path);
    const because = stories[0]?.incidents[0]?.fingerprint ?? "build";
    for (const test of this.#sources.testsOf(path)) this.#notRun.set(testKey(path, test), because);
  }

  /** One build serves all questions about a package under it. */
  #build(build: Build, importPath: string, vet: boolean): Promise<BuiltBase> {
    const { plan, layout } = this.#work;
    const key = `${build.key} ${vet} ${importPath}`;
    const known = this.#built.get(key);
    if (known !== undefined) return known;
    const made = buildBase(plan, this.#tree, { build, importPath, vet, purpose: "base" }, layout);
    this.#built.set(key, made);
    return made;
  }

  /** The same binary, and nothing beside it changed that a test could read: the change is not to blame. */
  async #isEqual(
    path: string,
    settings: readonly Setting[],
    target: Target,
    how: BuiltBase["how"],
  ): Promise<boolean> {
    const { plan, builds } = this.#work;
    if (how !== "overlay" || hasFlag(plan.flags, "cover")) return false;
    const head = await builds.target(buildOf(settings), path);
    const found = plan.packages.find((each) => each.importPath === path);
    if (head === null || found === undefined) return false;
    const below = relativeTo(plan.root, found.dir);
    const data = this.#tree.difference.files.some(
      ({ path: file }) => !file.endsWith(".go") && (below === "" || file.startsWith(`${below}/`)),
    );
    return !data && sameFile(head.captured.binary, target.captured.binary);
  }

  async #run(
    question: Extract<Question, { kind: "test" | "package" }>,
    built: Target,
    how: BuiltBase["how"],
  ): Promise<void> {
    const { plan, layout } = this.#work;
    const head = await this.#headTarget(question.package);
    if (head === null) return;
    const target: Target = { ...head, captured: { ...built.captured, args: head.captured.args } };
    const view = baseLayout(layout, plan, this.#tree, how);
    const siblings = question.kind === "test" ? question.siblings : null;
    const ready = { target, view, siblings };
    if (question.kind === "package") {
      await this.#runPackage(question, ready);
      return;
    }
    const [top = question.test] = question.test.split("/", 1);
    if (this.#sources.declares(question.package, top) === false) {
      this.#packages.add(question.package);
      await this.#tryNewTest(question);
      return;
    }
    this.#open.set(question, ready);
    await this.#tryUntil(question, ready, FIRST_PASSES);
  }

  /** The package as it is: what ends it there, and which tests run. */
  async #runPackage(
    { package: path, variant, incident }: Extract<Question, { kind: "package" }>,
    ready: Ready,
  ): Promise<void> {
    for (let left = FIRST_PASSES; left > 0; left -= 1) {
      const story = await this.#once(path, variant, { kind: "whole" }, ready);
      if (story === null) return;
      this.#packages.add(path);
      const { ending, tests } = story.facts;
      if (ending.kind === "died") this.#remember(story);
      if (tests.length === 0 && ending.kind === "died" && !this.#returned(incident)) {
        this.#broken.add(path);
      }
      if (incident === null || this.#returned(incident)) return;
    }
  }

  /** Tests that the base's own death kept from running. */
  #remember({ facts, incidents, outcomes }: PackageStory): void {
    const because = incidents.at(-1)?.fingerprint ?? "unknown";
    for (const test of this.#sources.testsOf(facts.importPath)) {
      const outcome = outcomes.get(test);
      if (outcome === undefined || outcome === "interrupted") {
        this.#notRun.set(testKey(facts.importPath, test), because);
      }
    }
  }

  /** Whether the base showed an incident; of a test: for that test, or one whose name only differs in what changes. */
  #returned(incident: Incident | null, test: string | null = null): boolean {
    if (incident === null) return false;
    const own = { ...incident, function: incident.site?.function ?? null };
    const isOf = ({ tests }: BaseIncident): boolean =>
      test === null || tests.some((each) => shapeOf(each) === shapeOf(test));
    return this.#incidents.some((each) => isOf(each) && isSame(own, each));
  }

  /** Until it fails there too, or has passed `wanted` times in all. */
  async #tryUntil(question: TestQuestion, ready: Ready, wanted: number): Promise<void> {
    const { package: path, test, variant, incident } = question;
    let selection = this.#selectionOf(question);
    for (let tries = this.#triesOf(question).attempts; tries < wanted; tries += 1) {
      if (!this.#allows(path)) return;
      const story = await this.#once(path, variant, selection, ready);
      if (story === null) return;
      this.#packages.add(path);
      const outcome = story.outcomes.get(test);
      const fails = incident === null ? outcome === "fail" : this.#returned(incident, test);
      const { tests, ending } = story.facts;
      if (tests.length === 0 && ending.kind === "died" && !fails) this.#broken.add(path);
      const next = this.#selectionOf(question);
      const isOver = outcome === undefined && next === selection;
      if (fails || isOver || this.#broken.has(path)) {
        this.#open.delete(question);
        return;
      }
      selection = next;
    }
  }

  /** Where the base has no such subtest the test above it is run: names may hold addresses. */
  #selectionOf({ package: path, test, selection }: TestQuestion): Selection {
    const [above] = namesAbove(test);
    const isKnown = this.#tests.has(testKey(path, test));
    const wasAbove = above !== undefined && this.#tests.has(testKey(path, above));
    if (selection.kind !== "alone" || isKnown || !wasAbove) return selection;
    const known = this.#above.get(above) ?? aloneOf(above);
    this.#above.set(above, known);
    return known;
  }

  #triesOf({ package: path, test, variant }: TestQuestion): Tally {
    return this.#tests.get(testKey(path, test))?.tries.get(variant) ?? NO_TRIES;
  }

  /**
   * A test that the base does not have may reach a panic that it has: head's tests
   * are run on the base's code, where they compile with it.
   */
  async #tryNewTest(question: TestQuestion): Promise<void> {
    const { package: path, variant, selection, incident, siblings } = question;
    const { plan, layout } = this.#work;
    if (incident === null || !this.#allows(path)) return;
    const { files, renames } = this.#tree.difference;
    const code = files.filter(({ path: file }) => !file.endsWith("_test.go"));
    const tree: BaseTree = { dir: this.#tree.dir, difference: { files: code, renames } };
    const build = buildOf(settingsOf(this.#work.plan, variant));
    const wanted = { build, importPath: path, vet: false, purpose: "new-tests" } as const;
    const built = await buildBase(plan, tree, wanted, layout);
    const target = built.targets.get(path);
    const head = await this.#headTarget(path);
    if (built.how !== "overlay" || target === undefined || head === null) return;
    const captured = { ...target.captured, args: head.captured.args };
    const view = baseLayout(layout, plan, tree, built.how);
    const story = await this.#execute(path, variant, selection, {
      target: { ...head, captured },
      view,
      siblings,
    });
    if (story !== null) this.#reached.push(...incidentsIn(story));
  }

  #headTarget(importPath: string): Promise<Target | null> {
    return this.#work.builds.target(DEFAULT_BUILD, importPath);
  }

  async #once(
    path: string,
    variant: string,
    selection: Selection,
    ready: Ready,
  ): Promise<PackageStory | null> {
    const story = await this.#execute(path, variant, selection, ready);
    if (story === null) this.#skipped.add(path);
    else this.#learn(story, variant);
    return story;
  }

  #execute(
    path: string,
    variant: string,
    selection: Selection,
    { target, view, siblings }: Ready,
  ): Promise<PackageStory | null> {
    const { plan, budget } = this.#work;
    const settings = settingsOf(this.#work.plan, variant);
    const what = `base run of ${path}`;
    plan.progress.status(what);
    const bound = boundMs(settings, target, plan.run.timeout);
    const timeoutMs = siblings === null ? bound : hangBoundMs(siblings, bound);
    const execution = { settings, selection, debug: [], timeoutMs };
    return executeWithin(plan, target, execution, view, budget, what);
  }

  #learn(story: PackageStory, variant: string): void {
    this.#learnIncidents([story]);
    for (const [name, outcome] of story.outcomes) {
      if (outcome === "interrupted" || outcome === "not-run") continue;
      const key = testKey(story.facts.importPath, name);
      const known = this.#tests.get(key) ?? { outcome, tries: new Map<string, Tally>() };
      const failed = outcome === "fail" ? 1 : 0;
      const tally = sumOf([known.tries.get(variant) ?? NO_TRIES, { attempts: 1, failed }]);
      known.tries.set(variant, tally);
      this.#tests.set(key, { outcome: failed > 0 ? outcome : known.outcome, tries: known.tries });
    }
  }

  #learnIncidents(stories: readonly PackageStory[]): void {
    this.#incidents.push(...stories.flatMap(incidentsIn));
  }
}

const incidentsIn = ({ incidents }: PackageStory): BaseIncident[] =>
  incidents.map((incident: FoundIncident) => baseIncident(incident));
