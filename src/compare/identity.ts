import { groupsBy, type Incident, isHalfRace } from "../model/index.ts";

/** What an incident is known by, on either side. */
export interface Identified
  extends Pick<Incident, "fingerprint" | "former" | "raceSites" | "kind" | "message" | "package"> {
  readonly function: string | null;
}

/** Whether a fingerprint has the text of a source line in it. */
const isSourced = ({ fingerprint, former }: Identified): boolean =>
  former !== null && former !== fingerprint;

/** Whether two incidents are one: by fingerprint, by the former one where a side has no sources. */
export function isSame(head: Identified, base: Identified): boolean {
  if (head.fingerprint === base.fingerprint) return true;
  if (head.kind !== base.kind) return false;
  if (head.raceSites.length > 0 && base.raceSites.length > 0) {
    return isHalfRace(head.raceSites, base.raceSites);
  }
  if (isSourced(head) && isSourced(base)) return false;
  return formerOf(head) === formerOf(base) || hasMoved(head, base);
}

const formerOf = ({ former, fingerprint }: Identified): string => former ?? fingerprint;

/** Without sources: kind, message and function stay when a file is moved or renamed. */
const hasMoved = (head: Identified, base: Identified): boolean =>
  head.function !== null &&
  head.function === base.function &&
  head.package === base.package &&
  head.message === base.message;

/** Incidents of one side, found by one of the other: there may be thousands on both. */
export class Incidents<T extends Identified> {
  readonly all: readonly T[];
  readonly #byKey: ReadonlyMap<string, readonly T[]>;

  constructor(all: readonly T[]) {
    this.all = all;
    const keyed = all.flatMap((one) => keysOf(one).map((key) => ({ key, one })));
    const groups = groupsBy(keyed, ({ key }) => key);
    this.#byKey = new Map([...groups].map(([key, found]) => [key, found.map(({ one }) => one)]));
  }

  /** All that are the same as `other`. */
  same(other: Identified): T[] {
    const near = keysOf(other).flatMap((key) => this.#byKey.get(key) ?? []);
    return [...new Set(near)].filter((each) => isSame(other, each));
  }
}

/** Two incidents that are one have a key in common: see `isSame`. */
function keysOf(one: Identified): string[] {
  const { fingerprint, raceSites, kind, function: own, package: path, message } = one;
  return [
    `print ${fingerprint}`,
    `former ${kind} ${formerOf(one)}`,
    ...(own === null ? [] : [`place ${kind} ${path} ${own} ${message}`]),
    ...raceSites.map((site) => `site ${site}`),
  ];
}
