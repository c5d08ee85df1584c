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

/** A text field; empty where it is none. */
export const textIn = (value: Foreign, name: string): string => {
  const field = value[name];
  return typeof field === "string" ? field : "";
};

/** A number; 0 where it is none. */
export const numberIn = (value: Foreign, name: string): number => {
  const field = value[name];
  return typeof field === "number" ? field : 0;
};

/** The objects of a list; none where it is no list. */
export const listIn = (value: Foreign, name: string): readonly Foreign[] => {
  const field = value[name];
  return Array.isArray(field) ? field.filter(isForeign) : [];
};

/** An object in JSON; null for anything else. */
export function parsedObject(text: string): Foreign | null {
  try {
    const value: unknown = JSON.parse(text);
    return isForeign(value) ? value : null;
  } catch {
    return null;
  }
}
