import type { Repeat } from "../assemble/index.ts";
import {
  type FoundIncident,
  fitsArgument,
  type PackageStory,
  skipPattern,
} from "../correlate/index.ts";
import { allAbove, isHalfRace, shapeOf } from "../model/index.ts";
import type { Selection } from "../runner/index.ts";

/** Something that went wrong in a package, and how to know it again. */
export interface Subject {
  readonly subject: Repeat["subject"];
  readonly test: string | null;
  readonly returns: (story: PackageStory) => boolean;
  readonly incident: FoundIncident | null;
}

/** More ordinary failures than this in one package are not repeated one by one. */
const FAILURE_LIMIT = 25;

/** What a story of a package holds that is worth trying again. */
export function subjectsOf(story: PackageStory): Subject[] {
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
  const { fingerprint, raceSites } = incident;
  const isSame = (other: FoundIncident): boolean =>
    other.fingerprint === fingerprint || isHalfRace(raceSites, other.raceSites);
  return {
    subject: { kind: "incident", fingerprint },
    test: incident.attribution.test,
    returns: (story) => story.incidents.some(isSame),
    incident,
  };
}

/** Failed leaves that no incident accounts for. */
function failureSubjects(story: PackageStory): Subject[] {
  const blamed = story.incidents.flatMap((incident) => incident.tests);
  const failed = [...story.outcomes]
    .filter(([, outcome]) => outcome === "fail")
    .map(([name]) => name);
  const named = new Set([...blamed, ...allAbove([...blamed, ...failed])]);
  return failed
    .filter((name) => !named.has(name))
    .map((test) => ({
      subject: { kind: "failure", test },
      test,
      returns: (again) => failsAgain(test, again),
      incident: null,
    }));
}

/** By its name, or by one that differs in what changes from run to run where its own did not come. */
function failsAgain(test: string, { outcomes }: PackageStory): boolean {
  if (outcomes.has(test)) return outcomes.get(test) === "fail";
  const shape = shapeOf(test);
  return [...outcomes].some(([name, outcome]) => outcome === "fail" && shapeOf(name) === shape);
}

/** The whole package; other tests that hang in it would cost their time again. */
export function wholeWithoutHangs(story: PackageStory, subject: Subject): Selection {
  const hung = story.incidents
    .filter(({ kind, attribution }) => kind === "timeout" && attribution.test !== subject.test)
    .flatMap((incident) => incident.attribution.test ?? []);
  return hung.length === 0 ? { kind: "whole" } : wholeWithout(hung, story.facts.shuffleSeed);
}

/** The whole package but for some tests; all of it where their names are too long for a command line. */
export function wholeWithout(tests: readonly string[], seed: string | null): Selection {
  const pattern = skipPattern(new Set(tests));
  return fitsArgument(pattern) ? { kind: "skip", pattern, seed, only: null } : { kind: "whole" };
}

/** The whole package but for the other tests that end it. */
export function withoutOthers(story: PackageStory, subject: Subject): Selection {
  const culprits = story.incidents
    .flatMap((incident) => incident.tests)
    .filter((test) => test !== subject.test);
  return wholeWithout(culprits, story.facts.shuffleSeed);
}
