/** `^TestAt$/^negative$`: one anchored, quoted element for each part between slashes (testing/match.go). */
export function testPattern(test: string): string {
  return test
    .split("/")
    .map((part) => `^${patternElement(part)}$`)
    .join("/");
}

/** A part of a name, quoted for Go's regular expressions. */
export const patternElement = (part: string): string => part.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&");
