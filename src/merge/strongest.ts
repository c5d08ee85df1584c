import type { Change } from "../model/index.ts";

/** What matters most to the reader first; null: nobody asked the base. */
const CHANGE_ORDER: readonly (Change | null)[] = ["new", "unknown", null, "known", "fixed"];

/** New in one leg is new. */
export function strongestChange(changes: readonly (Change | null)[]): Change | null {
  return CHANGE_ORDER.find((change) => changes.includes(change)) ?? null;
}

/** For sorting: news first. */
export const compareChanges = (left: Change | null, right: Change | null): number =>
  CHANGE_ORDER.indexOf(left) - CHANGE_ORDER.indexOf(right);

/** True where one says so; null where nobody knows. */
export function anyTrue(values: readonly (boolean | null)[]): boolean | null {
  if (values.includes(true)) return true;
  return values.includes(false) ? false : null;
}

/** The value that is the same in all; null where they differ. */
export function common<T>(values: readonly T[]): T | null {
  const [first, ...others] = values;
  return first !== undefined && others.every((each) => each === first) ? first : null;
}

/** Groups values by a key and joins each group, in order of first appearance. */
export function joinedBy<T>(
  values: readonly T[],
  keyOf: (value: T) => string,
  join: (same: readonly [T, ...T[]]) => T,
): T[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group === undefined) groups.set(keyOf(value), [value]);
    else group.push(value);
  }
  return [...groups.values()].map((group) => (group.length === 1 ? group[0] : join(group)));
}
