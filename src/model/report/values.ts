/** How much of a value is shown: nothing, types with nil and lengths, all but what looks like a secret, all. */
export type ValuesPolicy = "off" | "types" | "redacted" | "all";

/** What a variable is to its function. */
export type VariableKind = "receiver" | "arg" | "local" | "result" | "captured";

/** A variable of a frame at the moment of death. */
export interface Variable {
  readonly name: string;
  readonly type: string;
  readonly kind: VariableKind;
  /** As Go would write it, bounded; null where it can't be read. */
  readonly value: string | null;
  /** Something of it was left out. */
  readonly truncated: boolean;
  /** It, or a part of it, is hidden as a secret. */
  readonly redacted: boolean;
}

/** An expression that the failing line reads, without calls: `m.cols`. */
export interface Expression {
  readonly text: string;
  readonly type: string;
  readonly value: string;
}

/** Where the values of an incident's path are from, or why there are none. */
export type Values =
  | {
      /** The words of a plain trace, or a debugger. */
      readonly source: "trace" | "debugger";
      /** Compiler flags of the build that was looked at. */
      readonly build: string;
      /** `delve 1.27.2`; null without a debugger. */
      readonly tool: string | null;
      readonly policy: ValuesPolicy;
      /** Why there is no more: without a debugger, why none was used. Null where nothing is missing. */
      readonly reason: string | null;
      /** Of an exit whose place the debugger found: where the run itself put it, by which findings and waivers go. */
      readonly seenAt: { readonly file: string; readonly line: number } | null;
    }
  | {
      readonly source: null;
      readonly build: string;
      readonly tool: null;
      readonly policy: ValuesPolicy;
      readonly reason: string;
      readonly seenAt: null;
    };

/** Compiler flags under which every variable is where its declaration says. */
export const VALUES_BUILD = "-N -l";
