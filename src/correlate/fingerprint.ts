import { type IncidentKind, type Place, stableFunction } from "../model/index.ts";

const MESSAGE_LIMIT = 200;

/** What stays of a message when run, machine and Go version change. */
export function stableMessage(message: string): string {
  return message
    .replace(/^runtime error: (?=panic called with nil)/, "")
    .replace(/^nil$/, "panic called with nil argument")
    .replaceAll("\u001b", "")
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "UUID")
    .replace(/\b0x[0-9a-f]+\b/gi, "ADDR")
    .replace(
      /(?:\/tmp|\/var\/folders|\/private\/var|[A-Z]:\\Users\\\w+\\AppData)[^\s"':,)]*/g,
      "TMP",
    )
    .replace(/\d+/g, "N")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, MESSAGE_LIMIT);
}

export interface Identity {
  readonly kind: IncidentKind;
  readonly message: string | null;
  readonly site: Place | null;
  /** Of a race: where both accesses are, or the one that is known. */
  readonly accesses: readonly Place[];
  readonly package: string;
  readonly test: string | null;
}

/** A line of source as an identity knows it: its text, and which of equal ones in its function. */
export interface SiteText {
  readonly text: string;
  /** 1-based. */
  readonly nth: number;
}

/** What the sources say of a place; null where they are not at hand. */
export type SiteTextOf = (place: Place) => SiteText | null;

/**
 * The text whose hash is an incident's fingerprint: kind, message, package folder and function of
 * the site, and the text of its line where the sources are at hand. No line number takes part: code
 * that moves, and a function whose other lines change, stays known. A hang is its test, since the
 * place where it was looked at is chance; a race the unordered pair of its places.
 */
export function identityText(identity: Identity, siteText: SiteTextOf): string {
  const { kind, site, accesses } = identity;
  if (kind === "timeout") return `timeout | ${identity.package} | ${identity.test ?? ""}`;
  if (kind === "race" && accesses.length > 0) {
    return `race | ${raceKeys(accesses, siteText).join(" | ")}`;
  }
  const text = site === null ? null : siteText(site);
  if (site === null || text === null) return formerText(identity);
  return `${kind} | ${wordsOf(identity)} | ${siteKey(site, text)}`;
}

/** The places of a race, each as a key, in no order but their own. */
export const raceKeys = (accesses: readonly Place[], siteText: SiteTextOf): string[] => {
  const keys = accesses.map((place) => {
    const text = siteText(place);
    return text === null ? formerPlace(place) : siteKey(place, text);
  });
  return [...new Set(keys)].sort();
};

const siteKey = ({ file, function: name }: Place, { text, nth }: SiteText): string =>
  [file.slice(0, file.lastIndexOf("/") + 1), stableFunction(name ?? ""), text, nth].join(" | ");

const formerPlace = ({ file, function: name }: Place): string =>
  `${file} | ${stableFunction(name ?? "")}`;

const wordsOf = ({ kind, message }: Identity): string =>
  kind === "exit" || kind === "timeout" ? "" : stableMessage(message ?? "");

/** The identity without sources, and that of panicpath 0.1.0: file and function of the site. */
export function formerText(identity: Omit<Identity, "accesses">): string {
  const { kind, site, package: path, test } = identity;
  const place = site === null ? `${path} | ${test ?? ""}` : formerPlace(site);
  return `${kind} | ${wordsOf({ ...identity, accesses: [] })} | ${place}`;
}
