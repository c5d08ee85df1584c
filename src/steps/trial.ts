import { attemptsWanted, causeOf, type Repeat } from "../assemble/index.ts";
import type { PackageStory } from "../correlate/index.ts";
import {
  isAlways,
  isFlaky,
  isNever,
  NO_ATTEMPTS,
  namesAbove,
  type PathFrame,
  type Setting,
  sumOf,
  type Tally,
} from "../model/index.ts";
import {
  aloneOf,
  type Limit,
  type RunWork,
  type Selection,
  storyOf,
  type VariantSpec,
} from "../runner/index.ts";
import { type Subject, wholeWithoutHangs, withoutOthers } from "./subjects.ts";

type Answer = "failed" | "passed" | "skipped" | "not-started";

/** One subject under one variant, tried again and again; what it learns is its `repeat`. */
export class Trial {
  readonly #work: RunWork;
  readonly #story: PackageStory;
  readonly #subject: Subject;
  readonly #variant: VariantSpec;
  readonly #seconds: number;
  #whole: Tally = { attempts: 1, failed: 1 };
  #alone: Tally = NO_ATTEMPTS;
  #aloneTest: string | null;
  #absent: Repeat["absent"] = null;
  #others: Tally | null = null;
  #byDefault: Tally = NO_ATTEMPTS;
  readonly #settings = new Map<string, Tally & { readonly meaning: string }>();
  #settled: Repeat["settled"] = null;
  #path: Repeat["path"] = null;
  readonly #samples: (readonly PathFrame[])[] = [];
  #busy: Repeat["busy"] = null;
  #exitStatus: number | null = null;

  constructor(work: RunWork, story: PackageStory, subject: Subject, variant: VariantSpec) {
    this.#work = work;
    this.#story = story;
    this.#subject = subject;
    this.#variant = variant;
    this.#aloneTest = subject.test;
    const facts = story.facts.tests.find((test) => test.name === subject.test);
    this.#seconds = facts?.results.at(-1)?.seconds ?? 0;
  }

  get importPath(): string {
    return this.#story.facts.importPath;
  }

  get repeat(): Repeat {
    return {
      variant: this.#variant.name,
      package: this.importPath,
      subject: this.#subject.subject,
      whole: this.#whole,
      alone: this.#alone,
      aloneTest: this.#alone.attempts === 0 ? null : this.#aloneTest,
      absent: this.#absent,
      others: this.#others,
      byDefault: this.#byDefault,
      settings: [...this.#settings].map(([setting, tally]) => ({ setting, ...tally })),
      isEvident: this.#subject.incident?.kind === "race",
      settled: this.#settled,
      path: this.#path,
      samples: this.#samples,
      busy: this.#busy,
      exitStatus: this.#exitStatus,
    };
  }

  /** In the default build: alone, and with the whole package where alone it does not come back. */
  async tryDefault(isNarrow: boolean): Promise<void> {
    const further = this.#work.plan.run.attempts - 1;
    if (further <= 0) return;
    // A hang costs its time: once alone is enough to tell it, and whole runs leave it out.
    const isHang = this.#subject.incident?.kind === "timeout";
    if (isNarrow && !isHang) await this.#tryOthers(1);
    if (this.#canBeAlone) await this.#tryAlone(isHang ? 1 : further);
    if ((isNarrow && !isHang) || this.#alone.failed > 0) return;
    await this.#tryWhole(1 + Math.min(2, further));
  }

  /** A goroutine that outlives its test needs another one that runs: alone the process ends before it. */
  get #canBeAlone(): boolean {
    return this.#subject.test !== null && (this.#subject.incident?.late ?? null) === null;
  }

  /** What a variant shows and default does not: alone, by default, and under each of its settings. */
  async tryVariant(): Promise<void> {
    const { attempts } = this.#work.plan.run;
    await this.#tryAlone(attempts - 1);
    if (this.#subject.incident?.kind === "race") return;
    await this.#tryByDefault(attempts);
    if (this.#byDefault.failed > 0) return;
    for (const setting of this.#variant.settings) await this.#trySetting(setting, attempts);
  }

  /** More tries where they would tell luck from a cause among so many failing tests. */
  async settle(failing: number): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      const wanted = attemptsWanted(this.repeat, failing);
      const before = JSON.stringify(this.repeat);
      if (wanted === null) return;
      if (this.#variant.name !== "default") await this.#settleVariant(wanted);
      else if (this.#others !== null) await this.#settleNarrow(wanted);
      else {
        await this.#tryAlone(wanted);
        if (isNever(this.#alone)) await this.#tryWhole(wanted);
      }
      if (JSON.stringify(this.repeat) === before) return;
    }
  }

  async #settleNarrow(wanted: number): Promise<void> {
    await this.#tryAlone(wanted);
    if (isAlways(this.#alone)) await this.#tryOthers(wanted);
  }

  async #settleVariant(wanted: number): Promise<void> {
    await this.#tryByDefault(wanted);
    if (!isNever(this.#byDefault)) return;
    for (const setting of this.#variant.settings) {
      if (isAlways(this.#settings.get(setting.name) ?? NO_ATTEMPTS))
        await this.#trySetting(setting, wanted);
    }
    if (![...this.#settings.values()].some(isAlways)) await this.#tryAlone(wanted);
  }

  /** Whether it came each time it was tried by default, and may be one of those that come and go. */
  get isUnsettled(): boolean {
    const others = this.#others ?? NO_ATTEMPTS;
    const tally = sumOf([this.#whole, this.#alone, others]);
    const isShort = this.#seconds < MOST_SECONDS && this.#subject.incident?.kind !== "timeout";
    return this.#variant.name === "default" && isShort && !isNever(others) && isAlways(tally);
  }

  /** Others in this run come and go: what came each time is tried until it does not, or often. */
  async doubt(): Promise<void> {
    if (this.#canBeAlone && this.#absent === null) await this.#tryAlone(OFTEN);
  }

  /** Whether it was seen not to fail by default. */
  get comesAndGoes(): boolean {
    const all = sumOf([this.#whole, this.#alone, this.#byDefault, this.#others ?? NO_ATTEMPTS]);
    return isFlaky(all) && causeOf(this.repeat, 1) === null;
  }

  async #tryOthers(count: number): Promise<void> {
    const selection = withoutOthers(this.#story, this.#subject);
    this.#others = await this.#tried([], () => selection, count, this.#others ?? NO_ATTEMPTS);
  }

  async #tryWhole(count: number): Promise<void> {
    const selection = wholeWithoutHangs(this.#story, this.#subject);
    this.#whole = await this.#tried([], () => selection, count, this.#whole);
  }

  async #tryAlone(count: number): Promise<void> {
    const settings = this.#variant.settings;
    this.#alone = await this.#tried(settings, () => this.#aloneSelection(), count, this.#alone);
  }

  async #tryByDefault(count: number): Promise<void> {
    this.#byDefault = await this.#tried([], () => this.#aloneSelection(), count, this.#byDefault);
  }

  async #trySetting(setting: Setting, count: number): Promise<void> {
    const known = this.#settings.get(setting.name) ?? NO_ATTEMPTS;
    const tally = await this.#tried([setting], () => this.#aloneSelection(), count, known);
    if (tally.attempts > 0)
      this.#settings.set(setting.name, { ...tally, meaning: setting.meaning });
  }

  #aloneSelection(): Selection {
    return this.#aloneTest === null ? { kind: "whole" } : aloneOf(this.#aloneTest);
  }

  /** Tries until there are `count` in all; one that is seen to come and go needs no more. */
  async #tried(
    settings: readonly Setting[],
    selection: () => Selection,
    count: number,
    known: Tally,
  ): Promise<Tally> {
    let tally = known;
    for (let left = 2 * count; left > 0 && this.#isShort(tally, count); left -= 1) {
      const story = await this.#once(settings, selection());
      if (story === null) break;
      const answer = this.#answer(story);
      if (answer === "failed" || answer === "passed") tally = counted(tally, answer);
      else if (!this.#missed(answer, selection())) break;
    }
    return tally;
  }

  /** One that is seen to come and go needs no more tries than the user asks for. */
  #isShort(tally: Tally, count: number): boolean {
    const isReported = tally.attempts >= this.#work.plan.run.attempts && isFlaky(tally);
    return tally.attempts < count && !isReported;
  }

  /** The test did not start, or was skipped: that is no pass. True where another selection may do. */
  #missed(answer: "skipped" | "not-started", { kind }: Selection): boolean {
    if (kind !== "alone") return false;
    if (answer === "not-started" && this.#isAbove()) return true;
    this.#absent = answer;
    return false;
  }

  /** A name that does not come back, as it holds an address: the test above it is tried instead. */
  #isAbove(): boolean {
    const [above] = namesAbove(this.#aloneTest ?? "");
    if (above === undefined) return false;
    this.#absent = "not-started";
    this.#aloneTest = above;
    return true;
  }

  #answer(story: PackageStory): Answer {
    if (this.#subject.returns(story)) return "failed";
    const test = this.#aloneTest;
    const outcome = test === null ? "pass" : story.outcomes.get(test);
    // Another death came first: that says nothing of this one.
    if (outcome === undefined || outcome === "not-run" || outcome === "interrupted") {
      return "not-started";
    }
    return outcome === "skip" ? "skipped" : "passed";
  }

  async #once(settings: readonly Setting[], selection: Selection): Promise<PackageStory | null> {
    const { plan, head, runner } = this.#work;
    const what = this.#subject.test ?? this.importPath;
    plan.progress.status(`rerunning ${what}`);
    const confidence = this.#subject.incident?.attribution.confidence ?? "certain";
    const answer = await runner.run({
      ...{ package: this.importPath, revision: head, settings, selection },
      limit: this.#limit(selection),
      stacks: {
        ancestors: confidence !== "certain",
        hidden: settings.length === 0 && this.#wantsPath,
      },
      label: `rerun of ${what}`,
    });
    const story = storyOf(answer);
    if (story !== null) this.#learn(story, settings);
    return story;
  }

  #learn(story: PackageStory, settings: readonly Setting[]): void {
    const { subject, incident } = this.#subject;
    if (subject.kind !== "incident" || incident === null) return;
    const again = story.incidents.find((one) => one.fingerprint === subject.fingerprint);
    if (again === undefined) return;
    if (
      incident.attribution.confidence !== "certain" &&
      again.attribution.confidence === "certain"
    ) {
      this.#settled = again.attribution;
    }
    if (again.kind === "timeout") this.#samples.push(again.path);
    this.#busy ??= again.busy;
    this.#exitStatus ??= again.exitStatus;
    if (settings.length === 0 && this.#wantsPath) this.#path = again.path;
  }

  /** One sighting of a panic in the default build is enough. */
  get #wantsPath(): boolean {
    return this.#path === null && this.#subject.incident?.kind === "panic";
  }

  /** A hang alone need not wait for its whole time again. */
  #limit({ kind }: Selection): Limit {
    if (this.#subject.incident?.kind !== "timeout") return { kind: "package" };
    const siblings = this.#story.facts.tests.flatMap((test) =>
      test.results.map((result) => result.seconds ?? 0),
    );
    return { kind: kind === "alone" ? "hang" : "hang-behind", siblings };
  }
}

const counted = ({ attempts, failed }: Tally, answer: "failed" | "passed"): Tally => ({
  attempts: attempts + 1,
  failed: failed + (answer === "failed" ? 1 : 0),
});

/** Tries of something that came each time, where others come and go. */
const OFTEN = 7;

/** A test that takes longer is not tried that often. */
const MOST_SECONDS = 0.5;
