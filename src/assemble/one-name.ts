import type { FoundIncident, PackageStory } from "../correlate/index.ts";
import { shapeOf } from "../model/index.ts";
import type { Repeat } from "./repeats.ts";
import type { VariantStory } from "./run-context.ts";

/**
 * Subtests whose names hold an address, a port or a time have another name in every process. Where a
 * repeat saw that a name does not come back, all names of its shape are one test: the first's.
 */
export function withOneName(
  variants: readonly VariantStory[],
  repeats: readonly Repeat[],
): readonly VariantStory[] {
  const names = changingNames(variants, repeats);
  if (names.size === 0) return variants;
  return variants.map(({ variant, stories }) => ({
    variant,
    stories: stories.map((story) => {
      const shapes = names.get(story.facts.importPath);
      return shapes === undefined ? story : renamedStory(story, shapes);
    }),
  }));
}

type Shapes = ReadonlyMap<string, string>;

/** By package, then by shape: the name that stands for all. */
function changingNames(
  variants: readonly VariantStory[],
  repeats: readonly Repeat[],
): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const repeat of repeats) {
    if (repeat.absent !== "not-started") continue;
    const test = testOf(repeat, variants);
    if (test === null) continue;
    const shapes = found.get(repeat.package) ?? new Map<string, string>();
    if (!shapes.has(shapeOf(test))) shapes.set(shapeOf(test), test);
    found.set(repeat.package, shapes);
  }
  return found;
}

function testOf(
  { subject, package: path }: Repeat,
  variants: readonly VariantStory[],
): string | null {
  if (subject.kind === "failure") return subject.test;
  const stories = variants.flatMap((variant) => variant.stories);
  const own = stories.find(
    ({ facts, incidents }) =>
      facts.importPath === path &&
      incidents.some((incident) => incident.fingerprint === subject.fingerprint),
  );
  const incident = own?.incidents.find((incident) => incident.fingerprint === subject.fingerprint);
  return incident?.attribution.test ?? null;
}

function renamedStory(story: PackageStory, shapes: Shapes): PackageStory {
  const nameOf = (test: string): string => shapes.get(shapeOf(test)) ?? test;
  const outcomes = new Map<string, NonNullable<ReturnType<PackageStory["outcomes"]["get"]>>>();
  for (const [name, outcome] of story.outcomes) {
    const own = nameOf(name);
    if (!outcomes.has(own) || outcome === "fail") outcomes.set(own, outcome);
  }
  const tests = new Map(
    story.facts.tests
      .map((test) => [nameOf(test.name), { ...test, name: nameOf(test.name) }] as const)
      .reverse(),
  );
  return {
    ...story,
    facts: { ...story.facts, tests: [...tests.values()].reverse() },
    outcomes,
    incidents: story.incidents.map((incident) => renamedIncident(incident, nameOf)),
  };
}

function renamedIncident(incident: FoundIncident, nameOf: (test: string) => string): FoundIncident {
  const { attribution, tests } = incident;
  const test = attribution.test === null ? null : nameOf(attribution.test);
  return {
    ...incident,
    attribution: { ...attribution, test },
    tests: [...new Set(tests.map(nameOf))],
  };
}
