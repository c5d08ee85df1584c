import type {
  ChainLink,
  FatalCause,
  GoroutineSummary,
  IncidentKind,
  PathFrame,
  Place,
  Recoverer,
} from "../model/index.ts";
import type { Attribution } from "./attribution.ts";
import {
  formerText,
  type Identity,
  identityText,
  raceKeys,
  type SiteTextOf,
} from "./fingerprint.ts";

/** An incident as one run of one package shows it; runs are merged later. */
export interface FoundIncident {
  readonly fingerprint: string;
  /** As it is without sources, and as panicpath 0.1.0 made it. */
  readonly former: string;
  /** Of a race: hashes of its places, sorted; one where a stack was lost. */
  readonly raceSites: readonly string[];
  readonly kind: IncidentKind;
  readonly cause: FatalCause | null;
  readonly message: string | null;
  readonly detail: string | null;
  readonly runtimeError: boolean;
  readonly repanicked: boolean;
  readonly signal: string | null;
  readonly exitStatus: number | null;
  readonly package: string;
  readonly attribution: Attribution;
  /** All tests it failed: the culprit, or every test of a timeout's list. */
  readonly tests: readonly string[];
  readonly createdBy: string | null;
  readonly goroutine: { readonly id: number; readonly state: string } | null;
  readonly site: Place | null;
  readonly origin: Place | null;
  readonly path: readonly PathFrame[];
  readonly chain: readonly ChainLink[];
  readonly trace: readonly string[];
  readonly others: readonly GoroutineSummary[];
  /** Of a hang: the goroutine that was busy in the user's own code when its stack was asked for. */
  readonly busy: Busy | null;
  /** Of a build failure: packages that do not build because of it. */
  readonly blocks: readonly string[];
  /** It came behind the end of its test, while another ran: in words. */
  readonly late: string | null;
  /** The framework that recovered it: the process lived on. */
  readonly recoveredBy: Recoverer | null;
}

export interface Busy {
  readonly goroutine: { readonly id: number; readonly state: string };
  readonly site: Place;
  readonly path: readonly PathFrame[];
  readonly trace: readonly string[];
  readonly createdBy: string | null;
}

/** A hash of text as 16 hex digits: the only thing asked of the world here. */
export type Hash = (text: string) => string;

const EMPTY = {
  raceSites: [],
  cause: null,
  message: null,
  detail: null,
  runtimeError: false,
  repanicked: false,
  signal: null,
  exitStatus: null,
  tests: [],
  createdBy: null,
  goroutine: null,
  site: null,
  origin: null,
  path: [],
  chain: [],
  trace: [],
  others: [],
  busy: null,
  blocks: [],
  recoveredBy: null,
  late: null,
} as const;

export type IncidentDraft = Pick<FoundIncident, "kind" | "package" | "attribution"> &
  Partial<FoundIncident> & {
    /** Of a race. */
    readonly accesses?: readonly Place[];
    /** The site that panicpath 0.1.0 took, where it is another one. */
    readonly formerSite?: Place | null;
  };

/** What gives incidents their fingerprints: a hash, and the sources where they are at hand. */
export interface Identifier {
  readonly hash: Hash;
  readonly siteText: SiteTextOf;
}

/** Completes a draft and gives it its fingerprint. */
export function incidentOf(draft: IncidentDraft, { hash, siteText }: Identifier): FoundIncident {
  const { accesses = [], formerSite, ...parts } = draft;
  const whole = { ...EMPTY, ...parts };
  const identity: Identity = { ...whole, accesses, test: whole.attribution.test };
  const former = formerSite === undefined ? identity : { ...identity, site: formerSite };
  return {
    ...whole,
    fingerprint: hash(identityText(identity, siteText)),
    former: hash(formerText(former)),
    raceSites: raceKeys(accesses, siteText).map(hash),
  };
}
