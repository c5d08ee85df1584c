/** One key for a test among those of all packages. */
export const testKey = (importPath: string, test: string): string => `${importPath}\n${test}`;

/** Keys of the tests that incidents failed, and of all above them. */
export function toldKeys(
  incidents: readonly { readonly package: string; readonly tests: readonly string[] }[],
): Set<string> {
  return new Set(
    incidents.flatMap((one) =>
      one.tests.flatMap((test) =>
        [test, ...namesAbove(test)].map((name) => testKey(one.package, name)),
      ),
    ),
  );
}

/** Keys of everything that stands above these tests. */
export function parentKeys(
  tests: readonly { readonly package: string; readonly name: string }[],
): Set<string> {
  return new Set(
    tests.flatMap((test) => namesAbove(test.name).map((name) => testKey(test.package, name))),
  );
}

/** What a test's name may lie below, nearest first: `a/b/c` gives `a/b`, `a`. */
export function namesAbove(test: string): string[] {
  const names: string[] = [];
  for (let at = test.lastIndexOf("/"); at > 0; at = test.lastIndexOf("/", at - 1)) {
    names.push(test.slice(0, at));
  }
  return names;
}
