/** An object that somebody else made: what a field holds is not known before it is looked at. */
export type Foreign = Readonly<Record<string, unknown>>;

/** Whether a parsed or caught value is an object, no null and no array. */
export const isForeign = (value: unknown): value is Foreign =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A field of a foreign object that is one itself; an empty one where it is none. */
export function foreignIn(value: unknown, name: string): Foreign {
  const field = isForeign(value) ? value[name] : undefined;
  return isForeign(field) ? field : {};
}
