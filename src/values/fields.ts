/** Kinds of reflect, as delve numbers them (reflect/type.go). */
export const KIND = {
  array: 17,
  chan: 18,
  func: 19,
  interface: 20,
  map: 21,
  pointer: 22,
  slice: 23,
  string: 24,
  struct: 25,
} as const;

/** `map[string]example.com/a/b.T` with the last word of each path; `any` for the empty interface. */
export const typeText = (type: string): string =>
  type
    .replace(/[\w.~%-]+\/(?=[\w.~%/-]*\.)/g, "")
    .replaceAll("interface {}", "any")
    .slice(0, 200);
