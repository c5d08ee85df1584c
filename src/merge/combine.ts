import { groupedBy } from "../model/index.ts";

/** True where one says so; null where nobody knows. */
export function anyTrue(values: readonly (boolean | null)[]): boolean | null {
  if (values.includes(true)) return true;
  return values.includes(false) ? false : null;
}

/** The value that is the same in all; null where they differ. */
export function common<T>(values: readonly T[]): T | null {
  const [first, ...others] = values;
  return first !== undefined && others.every((other) => other === first) ? first : null;
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
