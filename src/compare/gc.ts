import { type GcComparison, rankOf, spreadOf } from "../model/index.ts";

/** A regression is at least so many times the base, and so many seconds a cycle. */
const FACTOR = 1.3;
const LEAST_SECONDS = 0.0002;

/**
 * Seconds in which a cycle stops the world, a figure a run of head and of base: longer by the
 * median, and so far apart that the lower quarter of head lies above the upper of base.
 * Null where there are too few runs to say anything.
 */
export function compareGcPauses(
  path: string,
  head: readonly number[],
  base: readonly number[],
): GcComparison | null {
  const [own, other] = [spreadOf(head), spreadOf(base)];
  if (own === null || other === null || own.n < 5 || other.n < 5) return null;
  const apart = quarter(head, 0.25) > quarter(base, 0.75);
  const longer = own.median > FACTOR * other.median && own.median - other.median > LEAST_SECONDS;
  return { package: path, head: own, base: other, regressed: apart && longer };
}

const quarter = (values: readonly number[], share: number): number =>
  rankOf(
    [...values].sort((left, right) => left - right),
    share,
  );
