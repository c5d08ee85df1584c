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

/** Groups of values with one key, in order of first appearance. */
export function groupedBy<T>(values: Iterable<T>, keyOf: (value: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return [...groups.values()];
}

/** Joins each group of values with one key. */
export const joinedBy = <T>(
  values: readonly T[],
  keyOf: (value: T) => string,
  join: (same: readonly [T, ...T[]]) => T,
): T[] => groupedBy(values, keyOf).map((group) => (group.length === 1 ? group[0] : join(group)));

/** The largest of what is known; null of nothing. */
export const largest = (values: readonly (number | null)[]): number | null =>
  values.reduce(
    (most, value) => (most === null || (value !== null && value > most) ? value : most),
    null,
  );
