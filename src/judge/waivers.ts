import { type Finding, groupsBy } from "../model/index.ts";
import type { PathMatcher } from "./paths.ts";

/** A finding that a team has decided to live with for a while. Source: `.panicpath.yml`. */
export interface Waiver {
  /** What it covers: one incident, or a rule below a path. */
  readonly covers:
    | { readonly kind: "fingerprint"; readonly fingerprint: string }
    | {
        readonly kind: "rule";
        readonly rule: string;
        /** As written; `matches` is what it means. */
        readonly path: string;
        readonly matches: PathMatcher;
      };
  readonly reason: string;
  /** ISO date, the last day on which it holds; null for ever. */
  readonly until: string | null;
}

export type Waivable = Pick<Finding, "fingerprint" | "former" | "rule" | "file">;

export function isExpired(waiver: Waiver, today: string): boolean {
  return waiver.until !== null && waiver.until < today;
}

/** Finds waivers by what they cover: there may be as many as findings. */
export class WaiverIndex {
  readonly #byPrint: ReadonlyMap<string, readonly Waiver[]>;
  readonly #byRule: ReadonlyMap<string, readonly Waiver[]>;

  constructor(waivers: readonly Waiver[]) {
    const keyed = (kind: Waiver["covers"]["kind"]): Map<string, [Waiver, ...Waiver[]]> =>
      groupsBy(
        waivers.filter(({ covers }) => covers.kind === kind),
        ({ covers }) => (covers.kind === "rule" ? covers.rule : covers.fingerprint),
      );
    this.#byPrint = keyed("fingerprint");
    this.#byRule = keyed("rule");
  }

  /** All that cover a finding, expired or not; those that name it first. */
  of({ fingerprint, former, rule, file }: Waivable): Waiver[] {
    const named = [fingerprint, former].flatMap((print) =>
      print === null ? [] : (this.#byPrint.get(print) ?? []),
    );
    const wide = (this.#byRule.get(rule) ?? []).filter(
      ({ covers }) => covers.kind === "rule" && covers.matches(file ?? ""),
    );
    return [...named, ...wide];
  }
}

/** In a few words, for the finding that says it is expired or unused. */
export function waiverText(waiver: Waiver): string {
  const { covers } = waiver;
  return covers.kind === "fingerprint"
    ? covers.fingerprint
    : `${covers.rule} in ${covers.path || "**"}`;
}
