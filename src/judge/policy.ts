import type { Waiver } from "./waivers.ts";

export interface Policy {
  /** Words of --fail-on: any, incidents, new, none, rule ids, and these with `new-` in front. */
  readonly failOn: readonly string[];
  /** Whether what can't be compared counts as new. */
  readonly unknownBaseline: "fail" | "pass";
  readonly waivers: readonly Waiver[];
  /** ISO date. */
  readonly today: string;
  /** Only a part of the packages was run: what a waiver covers may be elsewhere. */
  readonly isPart: boolean;
}
