/** One key for a test among those of all packages. */
export const testKey = (importPath: string, test: string): string => `${importPath}\n${test}`;

/** Keys of the tests that incidents failed, and of all above them. */
export function reportedKeys(
  incidents: readonly {
    readonly package: string;
    readonly tests: readonly string[];
    readonly elsewhere: readonly { readonly package: string; readonly test: string | null }[];
  }[],
): Set<string> {
  const keys = new Set<string>();
  for (const { package: path, test } of incidents.flatMap(testsOfIncident)) {
    const key = testKey(path, test);
    if (keys.has(key)) continue;
    keys.add(key);
    addAbove(keys, key, testKey(path, "").length);
  }
  return keys;
}

/** Every test that an incident failed, in its own package and in others. */
export const testsOfIncident = (incident: {
  readonly package: string;
  readonly tests: readonly string[];
  readonly elsewhere: readonly { readonly package: string; readonly test: string | null }[];
}): { readonly package: string; readonly test: string }[] => [
  ...incident.tests.map((test) => ({ package: incident.package, test })),
  ...incident.elsewhere.flatMap(({ package: path, test }) =>
    test === null ? [] : [{ package: path, test }],
  ),
];

/** What differs from run to run in the names of subtests: addresses, ports, times. */
const CHANGING = /0x[0-9a-f]+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\d+/gi;

/** A name without what may differ from run to run; only of use where a name does not come back. */
export const shapeOf = (test: string): string => test.replace(CHANGING, "N");

/** Keys of everything that stands above these tests. */
export function parentKeys(
  tests: readonly { readonly package: string; readonly name: string }[],
): Set<string> {
  const above = new Set<string>();
  for (const { package: path, name } of tests)
    addAbove(above, testKey(path, name), testKey(path, "").length);
  return above;
}

/** All that stands above some of these names; each of it once, however deep they lie. */
export function allAbove(names: Iterable<string>): Set<string> {
  const above = new Set<string>();
  for (const name of names) addAbove(above, name, 0);
  return above;
}

/** What stands above a name that begins at `from`; behind one that is known, all is. */
function addAbove(known: Set<string>, key: string, from: number): void {
  for (let at = key.lastIndexOf("/"); at > from; at = key.lastIndexOf("/", at - 1)) {
    const above = key.slice(0, at);
    if (known.has(above)) return;
    known.add(above);
  }
}

/** What a test's name may lie below, nearest first: `a/b/c` gives `a/b`, `a`. */
export function namesAbove(test: string): string[] {
  const names: string[] = [];
  for (let at = test.lastIndexOf("/"); at > 0; at = test.lastIndexOf("/", at - 1)) {
    names.push(test.slice(0, at));
  }
  return names;
}

/** The test that go test starts itself: `a` of `a/b/c`. */
export const topLevel = (name: string): string => {
  const slash = name.indexOf("/");
  return slash < 0 ? name : name.slice(0, slash);
};
