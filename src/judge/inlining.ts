import {
  type Escape,
  groupedBy,
  type Incident,
  type InliningInfo,
  isUsersOwn,
  NO_ASIDES,
  type PanicSite,
  type RuleId,
  ruleOf,
  type Severity,
  shortFunction,
  type VerdictFlip,
  type WhatIf,
} from "../model/index.ts";
import type { Draft } from "./draft.ts";

/** What the compiler's words make worth reporting: of incidents, and of what the change did. */
export function inliningFindings(testCase: {
  readonly incidents: readonly Incident[];
  readonly inlining: InliningInfo;
}): Draft[] {
  const { incidents, inlining } = testCase;
  return [
    ...incidents.flatMap(pathFinding),
    ...inlining.flips.flatMap(flipFinding),
    ...oncePlace(inlining.sites.flatMap((site) => siteFindings(site))),
    ...suggestions(inlining),
  ];
}

/** Two sites of a function may make the same parameter leak: its place is told once. */
const oncePlace = (drafts: readonly Draft[]): Draft[] =>
  groupedBy(drafts, ({ rule, file, line, message }) =>
    rule === "panic-escape" ? `${file}:${line}` : `${rule} ${file}:${line} ${message}`,
  ).map(([first]) => first);

interface Place {
  readonly package: string;
  readonly file: string | null;
  readonly line: number | null;
}

function draft(
  rule: RuleId,
  severity: Severity,
  place: Place,
  key: string,
  message: string,
  baseline: Draft["baseline"],
): Draft {
  return {
    rule,
    severity,
    message,
    file: place.file,
    line: place.line,
    package: place.package,
    test: null,
    fingerprint: `${rule}:${place.package}:${key}`,
    former: null,
    baseline,
    waived: null,
    ...NO_ASIDES,
  };
}

/** `3 of 4 frames are frames of their own: Formatted (cost 84 exceeds budget 80)`. */
function pathFinding(incident: Incident): Draft[] {
  if (incident.nonInlined !== true || incident.site === null) return [];
  const inner = incident.path.filter(isUsersOwn);
  const physical = inner.slice(1).filter((frame) => !frame.inlined);
  const reasons = physical
    .flatMap(({ function: name, why }) =>
      why === null ? [] : `${shortFunction(name ?? "?")}: ${why.text}`,
    )
    .slice(0, 5);
  const count = `${physical.length} of ${inner.length - 1} frames on the panic path ${physical.length === 1 ? "is" : "are"} not inlined`;
  const why = reasons.length === 0 ? "" : ` (${[...new Set(reasons)].join("; ")})`;
  const { file, line } = incident.site;
  return [
    draft(
      "non-inlined-panic-path",
      "note",
      { package: incident.package, file, line: line || null },
      incident.fingerprint,
      `${count}${why}. For code that only runs when something is broken that is often right.`,
      incident.baseline,
    ),
  ];
}

function flipFinding(flip: VerdictFlip): Draft[] {
  if (flip.after.can) return [];
  const severity = flip.byPanicCode === true ? ruleOf("lost-inlining").severity : "note";
  const before = flip.before.cost === null ? "" : ` at cost ${flip.before.cost}`;
  const cause =
    flip.byPanicCode === true
      ? " With constant panic messages it still would be: panic code is what costs it."
      : flip.byPanicCode === false
        ? " Its panics are not the cause."
        : "";
  const message = `${flip.function} could be inlined on the base${before}; now: ${flip.after.reason ?? "not"}.${cause}`;
  return [draft("lost-inlining", severity, flip, flip.function, message, "new")];
}

function siteFindings(site: PanicSite): Draft[] {
  if (site.baseline !== "new" && site.before === null) return [];
  const what = `${site.function} now panics explicitly: panic(${site.text})`;
  const key = `${site.function}:${site.text}`;
  const found = draft("new-panic-site", "note", site, key, what, "new");
  // A message that changed is no new site, but what it sends to the heap is new.
  const sites = site.baseline === "new" ? [found] : [];
  return [...sites, ...escapeFindings(site, site.function, site.escapes, "new")];
}

function escapeFindings(
  place: Place,
  name: string,
  escapes: readonly Escape[],
  baseline: Draft["baseline"],
): Draft[] {
  return escapes
    .filter(({ paid }) => paid === "always")
    .map(({ line, what }) =>
      draft(
        "panic-escape",
        "warning",
        { ...place, line },
        `${name}:${what}`,
        escapeMessage(name, what),
        baseline,
      ),
    );
}

/** What a parameter leaks is its callers' memory; a variable that moves is the function's own. */
function escapeMessage(name: string, what: string): string {
  return what.startsWith("moved to heap")
    ? `every call of ${name} pays for its panic, not only one that panics: ${what}`
    : `because of the panic in ${name} what callers pass can't stay on their stacks: ${what}. A call that hands over a value from its stack allocates, whether it panics or not`;
}

/** What the compiler would inline if the messages were constant; a lost inlining says so itself. */
function suggestions({ whatIfs, flips }: InliningInfo): Draft[] {
  return whatIfs.filter(isImprovement).flatMap((whatIf) => {
    const lost = flips.some(
      (flip) =>
        flip.package === whatIf.package && flip.function === whatIf.function && !flip.after.can,
    );
    if (lost) return [];
    const message = `${whatIf.function}: ${whatIf.before.cost ?? "?"} -> ${whatIf.after.cost ?? "?"}, would be inlined if the message of its panic were constant or built lazily (an error value whose Error method formats it)`;
    return [draft("inlining-suggestion", "note", whatIf, whatIf.function, message, null)];
  });
}

const isImprovement = ({ before, after }: WhatIf): boolean => !before.can && after.can;
