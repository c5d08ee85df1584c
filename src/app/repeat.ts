import { existsSync } from "node:fs";
import {
  type FoundIncident,
  NO_TRIES,
  type PackageStory,
  type Repeat,
  type SettingTry,
  skipPattern,
  type Tries,
} from "../correlate/index.ts";
import { namesAbove, type Setting } from "../model/index.ts";
import { buildOf, type Target } from "./builds.ts";
import { aloneOf, boundMs, type Execution, executeWithin, type Selection } from "./execute.ts";
import type { RunWork } from "./run-work.ts";

/** Something that went wrong in a package, and how to know it again. */
interface Subject {
  readonly subject: Repeat["subject"];
  readonly test: string | null;
  readonly returns: (story: PackageStory) => boolean;
  readonly isHang: boolean;
  readonly isPanic: boolean;
  readonly isCertain: boolean;
}

/** More ordinary failures than this in one package are not repeated one by one. */
const FAILURE_LIMIT = 25;

/** Repeats every incident and ordinary failure of the default run of a package. */
export async function repeatDefault(
  work: RunWork,
  importPath: string,
  story: PackageStory,
  narrow: ReadonlySet<string>,
): Promise<Repeat[]> {
  const repeats: Repeat[] = [];
  for (const subject of subjectsOf(story)) {
    const repeat = await repeatSubject(work, importPath, story, subject, narrow);
    if (repeat !== null) repeats.push(repeat);
  }
  return repeats;
}

/** Repeats what a variant shows and `default` does not, with each of its settings on its own. */
export async function repeatVariant(
  work: RunWork,
  variant: { readonly name: string; readonly settings: readonly Setting[] },
  story: PackageStory,
  byDefault: PackageStory | undefined,
): Promise<Repeat[]> {
  const known = new Set(byDefault?.incidents.map((incident) => incident.fingerprint));
  const repeats: Repeat[] = [];
  for (const subject of subjectsOf(story)) {
    const seen =
      subject.subject.kind === "incident"
        ? known.has(subject.subject.fingerprint)
        : byDefault?.outcomes.get(subject.subject.test) === "fail";
    if (seen || subject.test === null) continue;
    const { importPath } = story.facts;
    const run = new Repeater(work, importPath, story, subject);
    const alone = await run.tries(
      variant.settings,
      aloneOf(subject.test),
      work.plan.run.attempts - 1,
    );
    if (alone === null) return repeats;
    const settings = await eachSetting(run, variant.settings, subject.test, work.plan.run.attempts);
    repeats.push({
      variant: variant.name,
      package: importPath,
      subject: subject.subject,
      alone,
      whole: NO_TRIES,
      confirmed: null,
      settings,
      settled: null,
      path: run.path,
      busy: run.busy,
    });
  }
  return repeats;
}

async function eachSetting(
  run: Repeater,
  settings: readonly Setting[],
  test: string,
  attempts: number,
): Promise<SettingTry[]> {
  const found: SettingTry[] = [];
  for (const setting of [null, ...settings]) {
    const tries = await run.tries(setting === null ? [] : [setting], aloneOf(test), attempts);
    if (tries !== null) found.push({ setting, ...tries });
  }
  return found;
}

function subjectsOf(story: PackageStory): Subject[] {
  // The first sighting is the one that the report shows: Map keeps the last of equal keys.
  const byPrint = new Map(
    story.incidents.map((incident) => [incident.fingerprint, incident] as const).reverse(),
  );
  const incidents = [...byPrint.values()]
    .reverse()
    .filter((incident) => incident.kind !== "build" && incident.kind !== "vet")
    .map(incidentSubject);
  return [...incidents, ...failureSubjects(story).slice(0, FAILURE_LIMIT)];
}

function incidentSubject(incident: FoundIncident): Subject {
  const { fingerprint, attribution } = incident;
  return {
    subject: { kind: "incident", fingerprint },
    test: attribution.test,
    returns: (story) => story.incidents.some((other) => other.fingerprint === fingerprint),
    isHang: incident.kind === "timeout",
    isPanic: incident.kind === "panic",
    isCertain: attribution.confidence === "certain",
  };
}

/** Failed leaves that no incident accounts for. */
function failureSubjects(story: PackageStory): Subject[] {
  const blamed = story.incidents.flatMap((incident) => incident.tests);
  const failed = [...story.outcomes]
    .filter(([, outcome]) => outcome === "fail")
    .map(([name]) => name);
  const told = new Set([...blamed, ...[...blamed, ...failed].flatMap(namesAbove)]);
  return failed
    .filter((name) => !told.has(name))
    .map((test) => ({
      subject: { kind: "failure", test },
      test,
      returns: (again) => again.outcomes.get(test) === "fail",
      isHang: false,
      isPanic: false,
      isCertain: true,
    }));
}

async function repeatSubject(
  work: RunWork,
  importPath: string,
  story: PackageStory,
  subject: Subject,
  narrow: ReadonlySet<string>,
): Promise<Repeat | null> {
  const run = new Repeater(work, importPath, story, subject);
  const further = work.plan.run.attempts - 1;
  if (further <= 0) return null;
  const isNarrow = subject.subject.kind === "incident" && narrow.has(subject.subject.fingerprint);
  const wholly = isNarrow ? await run.tries([], withoutOthers(story, subject), 1) : NO_TRIES;
  const alone =
    subject.test === null ? NO_TRIES : await run.tries([], aloneOf(subject.test), further);
  if (alone === null || wholly === null) return null;
  const missed = alone.failed === 0;
  const whole =
    missed && !isNarrow ? await run.tries([], { kind: "whole" }, Math.min(2, further)) : wholly;
  return {
    variant: "default",
    package: importPath,
    subject: subject.subject,
    alone,
    whole: whole ?? NO_TRIES,
    confirmed: isNarrow ? wholly.failed > 0 : null,
    settings: null,
    settled: run.settled,
    path: run.path,
    busy: run.busy,
  };
}

/** The whole package but for the other tests that end it. */
function withoutOthers(story: PackageStory, subject: Subject): Selection {
  const culprits = story.incidents
    .flatMap((incident) => incident.tests)
    .filter((test) => test !== subject.test);
  return {
    kind: "skip",
    pattern: skipPattern(new Set(culprits)),
    seed: story.facts.shuffleSeed,
    only: null,
  };
}

/** Runs one subject again and again. */
class Repeater {
  readonly #work: RunWork;
  readonly #importPath: string;
  readonly #story: PackageStory;
  readonly #subject: Subject;
  settled: Repeat["settled"] = null;
  path: Repeat["path"] = null;
  busy: Repeat["busy"] = null;

  constructor(work: RunWork, importPath: string, story: PackageStory, subject: Subject) {
    this.#work = work;
    this.#importPath = importPath;
    this.#story = story;
    this.#subject = subject;
  }

  /** Null where the budget left no time for any try, or there is no binary. */
  async tries(
    settings: readonly Setting[],
    selection: Selection,
    count: number,
  ): Promise<Tries | null> {
    const built = await this.#work.builds.get(buildOf(settings));
    const target = built.kind === "built" ? built.targets.get(this.#importPath) : undefined;
    if (target === undefined || !existsSync(target.captured.binary)) return null;
    let attempts = 0;
    let failed = 0;
    while (attempts < count) {
      const story = await this.#once(settings, selection, target);
      if (story === null) break;
      attempts += 1;
      if (this.#subject.returns(story)) failed += 1;
    }
    return attempts === 0 && count > 0 ? null : { attempts, failed };
  }

  async #once(
    settings: readonly Setting[],
    selection: Selection,
    target: Target,
  ): Promise<PackageStory | null> {
    const { plan, layout, budget } = this.#work;
    const what = this.#subject.test ?? this.#importPath;
    plan.progress.status(`repeating ${what}`);
    const execution: Execution = {
      settings,
      selection,
      // A goroutine's creators are printed on request; it makes starting one slower, so only where it is needed.
      debug: this.#subject.isCertain ? [] : ["tracebackancestors=10"],
      system: settings.length === 0 && this.#wantsPath,
      timeoutMs: this.#bound(settings, selection, target),
    };
    const story = await executeWithin(plan, target, execution, layout, budget, `repeat of ${what}`);
    if (story !== null) {
      this.#settle(story);
      this.busy ??= this.#sightingIn(story)?.busy ?? null;
      if (settings.length === 0) this.#keepPath(story);
    }
    return story;
  }

  /** One sighting of a panic in the default build is enough. */
  get #wantsPath(): boolean {
    return this.path === null && this.#subject.isPanic;
  }

  #keepPath(story: PackageStory): void {
    if (this.#wantsPath) this.path = this.#sightingIn(story)?.path ?? null;
  }

  /** The incident that is repeated, as a try showed it again. */
  #sightingIn(story: PackageStory): FoundIncident | null {
    const { subject } = this.#subject;
    if (subject.kind !== "incident") return null;
    return story.incidents.find((one) => one.fingerprint === subject.fingerprint) ?? null;
  }

  /** A hang alone need not wait for its whole time again. */
  #bound(settings: readonly Setting[], selection: Selection, target: Target): number {
    const { plan } = this.#work;
    const bound = boundMs(settings, target, plan.run.timeout);
    if (!this.#subject.isHang || selection.kind !== "alone") return bound;
    const siblings = this.#story.facts.tests.flatMap((test) =>
      test.results.map((result) => result.seconds ?? 0),
    );
    return Math.min(bound, 1000 * Math.max(10, 10 * Math.max(0, ...siblings)));
  }

  #settle(story: PackageStory): void {
    if (this.#subject.isCertain) return;
    const found = this.#sightingIn(story);
    if (found?.attribution.confidence === "certain") this.settled = found.attribution;
  }
}
