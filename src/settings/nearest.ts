import { closest, distance } from "fastest-levenshtein";

/** A word that differs in two letters at most, or begins alike; null where none does. */
export function nearest(word: string, known: readonly string[]): string | null {
  if (word.length < 3 || known.length === 0) return null;
  const near = closest(word, [...known]);
  if (distance(word, near) <= (near.length < 6 ? 1 : 2)) return near;
  return known.find((each) => each.startsWith(word.slice(0, 3))) ?? null;
}
