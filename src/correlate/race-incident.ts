import { linesOf, type PackageFacts, type Place, type RaceFacts } from "../model/index.ts";
import { attributeRace } from "./attribution.ts";
import { blameFrames } from "./blame.ts";
import { creatorOf } from "./crash-incident.ts";
import { type FoundIncident, type Identifier, incidentOf } from "./incident.ts";
import type { Layout } from "./layout.ts";

/** The incident of a race report that testing confirmed. */
export function raceIncident(
  facts: PackageFacts,
  race: RaceFacts,
  layout: Layout,
  by: Identifier,
): FoundIncident {
  const [first, second] = race.report.accesses;
  const creation = race.report.creations.find((entry) => entry.goroutine === first?.by);
  const attribution = attributeRace(facts, race);
  const own = blameFrames(first?.frames ?? [], layout);
  const blamed = own.site === null ? blameFrames(second?.frames ?? [], layout) : own;
  return incidentOf(
    {
      kind: "race",
      message: "DATA RACE",
      detail: raceDetail(race, layout),
      package: facts.importPath,
      attribution,
      tests: attribution.test === null ? [] : [attribution.test],
      createdBy: creatorOf(creation?.frames[0]?.function),
      ...blamed,
      ...racePlaces(race, layout),
      formerSite: blamed.site,
      trace: linesOf(race.text),
    },
    by,
  );
}

/** Both places of a race, and the first of them in order of file and line: the same from either end. */
function racePlaces(race: RaceFacts, layout: Layout): { accesses: readonly Place[]; site?: Place } {
  const accesses = race.report.accesses.flatMap(({ frames }) => {
    const { site, origin } = blameFrames(frames, layout);
    return site ?? origin ?? [];
  });
  const sorted = [...accesses].sort(
    (left, right) => compareText(left.file, right.file) || left.line - right.line,
  );
  const isOwn = ({ file }: Place): boolean =>
    race.report.accesses.some(({ frames }) => blameFrames(frames, layout).site?.file === file);
  const site = sorted.find(isOwn);
  return { accesses, ...(site === undefined ? {} : { site }) };
}

const compareText = (left: string, right: string): number =>
  left === right ? 0 : left < right ? -1 : 1;

/** `Read at a.go:7, previous write at b.go:9`. */
function raceDetail(race: RaceFacts, layout: Layout): string | null {
  const words = race.report.accesses.map((access) => {
    const { site, origin } = blameFrames(access.frames, layout);
    const place = site ?? origin;
    return place === null ? access.action : `${access.action} at ${place.file}:${place.line}`;
  });
  return words.length === 0 ? null : words.join("; ");
}
