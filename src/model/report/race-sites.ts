/** A race of which one stack was lost is every race that holds the other; `left` and `right`: their places, as hashes. */
export const isHalfRace = (left: readonly string[], right: readonly string[]): boolean =>
  Math.min(left.length, right.length) === 1 && left.some((each) => right.includes(each));
