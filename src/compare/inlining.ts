import {
  type FunctionDecision,
  groupsBy,
  type Inlining,
  literalDepth,
  type PanicSite,
  type VerdictFlip,
} from "../model/index.ts";

export interface ComparedSites {
  /** Head's, each with its change. */
  readonly sites: readonly PanicSite[];
  readonly gone: readonly PanicSite[];
}

/**
 * Sets head's explicit panics against the base's. A line number says nothing: a site is
 * known by package, function and text, then by package, function and place in it (the
 * text changed), then by package and text (the function was renamed).
 */
export function compareSites(
  head: readonly PanicSite[],
  base: readonly PanicSite[],
): ComparedSites {
  const open = new Set(base);
  const found = new Map<PanicSite, PanicSite>();
  const steps: ((site: PanicSite) => string)[] = [
    (site) => [site.package, site.function, site.text].join("\n"),
    (site) => [site.package, site.function].join("\n"),
    (site) => [site.package, site.text].join("\n"),
  ];
  for (const keyOf of steps) {
    const byKey = groupsBy([...open], keyOf);
    for (const site of head) {
      if (found.has(site)) continue;
      const partner = byKey.get(keyOf(site))?.shift();
      if (partner === undefined) continue;
      open.delete(partner);
      found.set(site, partner);
    }
  }
  return {
    sites: head.map((site) => {
      const partner = found.get(site);
      if (partner === undefined) return { ...site, baseline: "new" as const };
      const before = partner.text === site.text ? null : partner.text;
      return { ...site, baseline: "known" as const, before };
    }),
    gone: [...open].map((site) => ({ ...site, baseline: "fixed" as const })),
  };
}

/** One function of a build, placed in the repository. */
export interface JudgedFunction {
  readonly package: string;
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly inlining: Inlining;
}

/** Functions that can be inlined on one side only, of those that both sides have; tests left out. */
export function compareVerdicts(
  head: readonly JudgedFunction[],
  base: readonly FunctionDecision[],
): VerdictFlip[] {
  const before = new Map(base.map((each) => [`${each.package}\n${each.name}`, each.inlining]));
  return head.flatMap((each) => {
    const known = before.get(`${each.package}\n${each.function}`);
    if (known === undefined || known.can === each.inlining.can) return [];
    // Function literals are numbered: another one before it, and the name is that of other code.
    if (each.file.endsWith("_test.go") || literalDepth(each.function) > 0) return [];
    const { package: path, function: name, file, line, inlining } = each;
    return [
      {
        package: path,
        function: name,
        file,
        line,
        before: known,
        after: inlining,
        byPanicCode: null,
      },
    ];
  });
}
