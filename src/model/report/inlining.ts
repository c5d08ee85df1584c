import type { Change, PhysicalCause } from "../words.ts";

/** A position as the compiler prints it, the file relative to the folder in which go ran, or absolute. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What the compiler decided about one function: `can inline F`, `cannot inline F: reason` (cmd/compile/internal/inline/inl.go). */
export interface FunctionDecision extends Position {
  /** Import path of the compiled package. */
  readonly package: string;
  /** As printed: `(*Ring).Push`, `Closure.func1`, `Pick[go.shape.int]`. */
  readonly name: string;
  readonly inlining: Inlining;
}

/** `cannot inline F into G: reason`: the function could be inlined, this call of it not. */
export interface CallRefusal extends Position {
  readonly callee: string;
  readonly caller: string;
  readonly reason: string;
}

/** `X escapes to heap`, at its own position. */
export interface EscapeFact extends Position {
  readonly what: string;
}

/** `leaking param: x`, or a variable moved to the heap, with the lines that its value flows through. */
export interface LeakFact extends Position {
  readonly what: string;
  readonly through: readonly { readonly file: string; readonly line: number }[];
}

/** What `-m=2` says of the packages of a build. */
export interface CompilerFacts {
  readonly decisions: readonly FunctionDecision[];
  readonly refusals: readonly CallRefusal[];
  /** Functions of more than 5,000 nodes: only small callees are inlined into them. */
  readonly big: readonly Position[];
  readonly escapes: readonly EscapeFact[];
  readonly leaks: readonly LeakFact[];
  /** Lines of a package that compiled which are of no known form. */
  readonly unread: { readonly lines: number; readonly samples: readonly string[] };
}

export const NO_COMPILER_FACTS: CompilerFacts = {
  decisions: [],
  refusals: [],
  big: [],
  escapes: [],
  leaks: [],
  unread: { lines: 0, samples: [] },
};

/** Whether the compiler would inline a function, and at what cost. */
export interface Inlining {
  readonly can: boolean;
  /** In the inliner's nodes; null where it gave up without counting. */
  readonly cost: number | null;
  /** What the cost was held against; null where it was not. */
  readonly budget: number | null;
  /** The compiler's words of a refusal; null where it can. */
  readonly reason: string | null;
}

/** Why a frame is not inlined. */
export interface PhysicalReason {
  readonly cause: PhysicalCause;
  /** A few words: `cost 84 exceeds budget 80`. */
  readonly text: string;
}

/** Something that goes to the heap at a panic. */
export interface Escape {
  readonly line: number;
  readonly column: number;
  readonly what: string;
  /** `constant`: read-only data, costs nothing; `panicking`: only when it panics; `always`: whether it panics or not. */
  readonly paid: "constant" | "panicking" | "always";
}

/** An explicit call of panic in the user's own code. */
export interface PanicSite {
  readonly package: string;
  /** The declaration it stands in: `(*Ring).Push`; `init` for package-level code. */
  readonly function: string;
  /** Relative to the repository. */
  readonly file: string;
  readonly line: number;
  /** Line of that declaration. */
  readonly declared: number;
  /** The argument as written, on one line, shortened. */
  readonly text: string;
  /** The argument is made of literals alone. */
  readonly literal: boolean;
  /** Of the enclosing declaration; null where the compiler's text was not read. */
  readonly inlining: Inlining | null;
  readonly escapes: readonly Escape[];
  /** `new`, `known` or `unknown`; null without a base. */
  readonly baseline: Change | null;
  /** Where it stood on the base with another text: that text. */
  readonly before: string | null;
}

/** A function with two verdicts of the compiler. */
interface TwoVerdicts {
  readonly package: string;
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly before: Inlining;
  readonly after: Inlining;
}

/** A function that the compiler judges otherwise than on the base. */
export interface VerdictFlip extends TwoVerdicts {
  /** The what-if showed that panic code is what costs it its inlining; null where that was not tried. */
  readonly byPanicCode: boolean | null;
}

/** What the compiler says of a function as it is, and once its panic messages are constant. */
export type WhatIf = TwoVerdicts;

/** What is known of panic paths and inlining beside the incidents. */
export interface InliningInfo {
  readonly state: "off" | "read" | "unavailable";
  /** Why it is not read, or not in full. */
  readonly reason: string | null;
  readonly sites: readonly PanicSite[];
  /** Sites of the base that are gone. */
  readonly gone: readonly PanicSite[];
  readonly flips: readonly VerdictFlip[];
  readonly whatIfs: readonly WhatIf[];
  /** Why verdicts are not compared with the base's; null where they are, or nobody asked. */
  readonly notCompared: string | null;
  readonly unread: { readonly lines: number; readonly samples: readonly string[] };
}

export const NO_INLINING: InliningInfo = {
  state: "off",
  reason: null,
  sites: [],
  gone: [],
  flips: [],
  whatIfs: [],
  notCompared: null,
  unread: { lines: 0, samples: [] },
};
