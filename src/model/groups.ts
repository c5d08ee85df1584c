/** Values by a key, keys and values in order of first appearance. */
export function groupsBy<T>(
  values: Iterable<T>,
  keyOf: (value: T) => string,
): Map<string, [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

/** The same where nobody asks for a key. */
export const groupedBy = <T>(values: Iterable<T>, keyOf: (value: T) => string): [T, ...T[]][] => [
  ...groupsBy(values, keyOf).values(),
];
