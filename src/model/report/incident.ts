import type { Tally } from "../tally.ts";
import type {
  Change,
  Confidence,
  FatalCause,
  IncidentKind,
  Owner,
  Recoverer,
  Reproduction,
  Witness,
} from "../words.ts";
import type { Escape, Inlining, PhysicalReason } from "./inlining.ts";
import type { Expression, Values, Variable } from "./values.ts";

export interface Place {
  readonly function: string | null;
  readonly file: string;
  /** 1-based; 0 where unknown. */
  readonly line: number;
}

export interface SitePlace extends Place {
  /** The lines around it as [number, text], where the source was at hand. */
  readonly source: readonly SourceLine[];
}

export interface SourceLine {
  readonly line: number;
  readonly text: string;
}

export interface PathFrame extends Place {
  readonly owner: Owner;
  readonly inlined: boolean;
  /** Frames that the runtime hides between this one and its caller: `(*Square).Area`, `F.deferwrap1`. */
  readonly through: readonly string[];
  /** Its line is one that the change adds or edits; null where that is not known. */
  readonly inChange: boolean | null;
  /** What the compiler says of its function; null where that is not known. */
  readonly inlining: Inlining | null;
  /** Of a frame of the user's own that is physical, and not the path's entry. */
  readonly why: PhysicalReason | null;
  /** What its line read at the moment of death. */
  readonly expressions: readonly Expression[];
  /** Its arguments and locals at that moment. */
  readonly variables: readonly Variable[];
}

/** All tries of an incident under one variant. */
export interface Occurrence extends Tally {
  readonly variant: string;
  /** Of these, with the whole package; null in reports that do not tell. */
  readonly whole: Tally | null;
  /** Of these, the test alone. */
  readonly alone: Tally | null;
}

/** One `panic: ` of a chain of panics, first to last. */
export interface ChainLink {
  readonly message: string;
  readonly site: Place | null;
}

export interface Incident {
  /** 16 hex digits; equal for the same incident across runs, lines, versions and machines. */
  readonly fingerprint: string;
  /** As it is where no sources are at hand, and as panicpath 0.1.0 made it; null in its reports. */
  readonly former: string | null;
  /** Of a race: its places, as hashes; one where a stack was lost. */
  readonly raceSites: readonly string[];
  readonly kind: IncidentKind;
  readonly cause: FatalCause | null;
  /** Null where the process left no word. */
  readonly message: string | null;
  /** A line or two that say more: the fault address, what was printed before os.Exit. */
  readonly detail: string | null;
  /** Raised by the runtime, not by a call of panic. */
  readonly runtimeError: boolean;
  readonly repanicked: boolean;
  readonly signal: string | null;
  readonly exitStatus: number | null;
  readonly package: string;
  /** The test to blame; null for a package-level incident. */
  readonly test: string | null;
  readonly tests: readonly string[];
  /** Tests of other packages that reach the same place. */
  readonly elsewhere: readonly { readonly package: string; readonly test: string | null }[];
  readonly attribution: { readonly by: Witness; readonly confidence: Confidence };
  readonly createdBy: string | null;
  readonly goroutine: { readonly id: number; readonly state: string } | null;
  readonly reproduction: Reproduction | null;
  readonly occurrences: readonly Occurrence[];
  readonly baseline: Change | null;
  /** What the base has to do with it, in words, where it is not plain. */
  readonly baselineReason: string | null;
  /** How often its test was tried on the base, and failed there; null where it was not. */
  readonly baselineTries: { readonly attempts: number; readonly failed: number } | null;
  /** The file of its site differs from the base; null where there is none. */
  readonly changedHere: boolean | null;
  /** One line to paste. */
  readonly reproduce: string | null;
  /** A repeat of our own showed the incident again; null where none was made. */
  readonly reproduceProven: boolean | null;
  /** What the order of tests or one setting has to do with it, in words. */
  readonly note: string | null;
  readonly site: SitePlace | null;
  readonly origin: Place | null;
  /** Outermost first: from the test, or the goroutine's entry, to the origin. */
  readonly path: readonly PathFrame[];
  readonly nonInlined: boolean | null;
  /**
   * What tells which frames are inlined: the trace of the default build, a repeat in it,
   * or the compiler's words where it never showed the incident.
   */
  readonly pathFrom: "trace" | "repeat" | "compiler" | null;
  /** What goes to the heap at the site. */
  readonly escapes: readonly Escape[];
  /** As printed, bounded. */
  readonly trace: readonly string[];
  /** The same of the other tests that it failed, of the first few. */
  readonly otherTraces: readonly {
    readonly package: string;
    readonly test: string;
    readonly trace: readonly string[];
  }[];
  readonly chain: readonly ChainLink[];
  /** Other goroutines with equal stacks, most first. */
  readonly others: readonly GoroutineSummary[];
  /** The framework that recovered the panic and failed its test: the process lived on. Null elsewhere. */
  readonly recoveredBy: Recoverer | null;
  /** Of a build failure: packages that do not build because they import this one. */
  readonly blocks: readonly string[];
  /** Where the values of its path are from; null where nobody asked for them. */
  readonly values: Values | null;
}

export interface GoroutineSummary {
  readonly count: number;
  readonly state: string;
  readonly top: Place | null;
  /** Where it was started. */
  readonly createdBy: Place | null;
}
