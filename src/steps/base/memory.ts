import {
  type BaseFacts,
  type BaseIncident,
  baseIncident,
  Incidents,
  isSame,
} from "../../compare/index.ts";
import type { PackageStory } from "../../correlate/index.ts";
import {
  type Incident,
  NO_ATTEMPTS,
  shapeOf,
  sumOf,
  type Tally,
  type TestOutcome,
  testKey,
} from "../../model/index.ts";
import type { BaseSources } from "./sources.ts";

/** Why nothing more is asked of a package. */
type PackageState =
  /** It ran, or the base has no such package. */
  | "known"
  /** Its binary is the same, and nothing beside it changed that a test could read. */
  | "same-binary"
  /** Nothing that its tests are made of differs. */
  | "untouched"
  /** It does not build there, or dies before any test. */
  | "broken"
  /** There was no time. */
  | "skipped";

/** What runs of the base showed. */
export class BaseMemory {
  readonly #sources: BaseSources;
  readonly #incidents: BaseIncident[] = [];
  readonly #reached: BaseIncident[] = [];
  readonly #tests = new Map<string, { outcome: TestOutcome; tallies: Map<string, Tally> }>();
  readonly #notRun = new Map<string, string>();
  readonly #packages: Readonly<Record<PackageState, Set<string>>> = {
    known: new Set(),
    "same-binary": new Set(),
    untouched: new Set(),
    broken: new Set(),
    skipped: new Set(),
  };

  constructor(sources: BaseSources) {
    this.#sources = sources;
  }

  facts(): BaseFacts {
    return {
      incidents: new Incidents(this.#incidents),
      reached: new Incidents(this.#reached),
      tests: this.#tests,
      declares: (path, test) => this.#sources.declares(path, test),
      packages: this.#packages.known,
      broken: this.#packages.broken,
      sameBinaries: this.#packages["same-binary"],
      untouched: this.#packages.untouched,
      notRun: this.#notRun,
      skipped: this.#packages.skipped,
    };
  }

  mark(importPath: string, state: PackageState): void {
    this.#packages[state].add(importPath);
  }

  isBroken(importPath: string): boolean {
    return this.#packages.broken.has(importPath);
  }

  /** A run of a package under a variant. */
  learn(story: PackageStory, variant: string): void {
    this.learnIncidents([story]);
    for (const [name, outcome] of story.outcomes) {
      if (outcome === "interrupted" || outcome === "not-run") continue;
      const key = testKey(story.facts.importPath, name);
      const known = this.#tests.get(key) ?? { outcome, tallies: new Map<string, Tally>() };
      const failed = outcome === "fail" ? 1 : 0;
      const tally = sumOf([known.tallies.get(variant) ?? NO_ATTEMPTS, { attempts: 1, failed }]);
      known.tallies.set(variant, tally);
      this.#tests.set(key, {
        outcome: failed > 0 ? outcome : known.outcome,
        tallies: known.tallies,
      });
    }
  }

  learnIncidents(stories: readonly PackageStory[]): void {
    this.#incidents.push(...stories.flatMap(incidentsIn));
  }

  /** What head's new tests reach in the base's code. */
  learnReached(story: PackageStory): void {
    this.#reached.push(...incidentsIn(story));
  }

  /** None of its tests could run: `because`, a fingerprint or "build". */
  learnNotRun(importPath: string, because: string): void {
    for (const test of this.#sources.testsOf(importPath)) {
      this.#notRun.set(testKey(importPath, test), because);
    }
  }

  /** Tests that the base's own death kept from running. */
  learnDeath({ facts, incidents, outcomes }: PackageStory): void {
    const because = incidents.at(-1)?.fingerprint ?? "unknown";
    for (const test of this.#sources.testsOf(facts.importPath)) {
      const outcome = outcomes.get(test);
      if (outcome === undefined || outcome === "interrupted") {
        this.#notRun.set(testKey(facts.importPath, test), because);
      }
    }
  }

  hasRun(importPath: string, test: string): boolean {
    return this.#tests.has(testKey(importPath, test));
  }

  tallyOf(importPath: string, test: string, variant: string): Tally {
    return this.#tests.get(testKey(importPath, test))?.tallies.get(variant) ?? NO_ATTEMPTS;
  }

  /** Whether the base showed an incident; of a test: for that test, or one whose name only differs in what changes. */
  hasSeen(incident: Incident | null, test: string | null = null): boolean {
    if (incident === null) return false;
    const own = { ...incident, function: incident.site?.function ?? null };
    const isOf = ({ tests }: BaseIncident): boolean =>
      test === null || tests.some((each) => shapeOf(each) === shapeOf(test));
    return this.#incidents.some((incident) => isOf(incident) && isSame(own, incident));
  }
}

const incidentsIn = ({ incidents }: PackageStory): BaseIncident[] => incidents.map(baseIncident);
