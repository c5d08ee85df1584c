/** One key for a test among those of all packages. */
export const testKey = (importPath: string, test: string): string => `${importPath}\n${test}`;

/** What a test's name may lie below, nearest first: `a/b/c` gives `a/b`, `a`. */
export function namesAbove(test: string): string[] {
  const names: string[] = [];
  for (let at = test.lastIndexOf("/"); at > 0; at = test.lastIndexOf("/", at - 1)) {
    names.push(test.slice(0, at));
  }
  return names;
}
