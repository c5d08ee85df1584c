/** `^TestAt$/^negative$`: one anchored, quoted element for each part between slashes (testing/match.go). */
export function testPattern(test: string): string {
  return test
    .split("/")
    .map((part) => `^${patternElement(part)}$`)
    .join("/");
}

/** One argument of a process holds at most 128 KiB (Linux, MAX_ARG_STRLEN), a flag's name among them. */
const LONGEST_ARGUMENT = 100_000;

/** Whether a pattern can be handed to a process. */
export const fitsArgument = (pattern: string): boolean =>
  Buffer.byteLength(pattern) <= LONGEST_ARGUMENT;

/** A part of a name, quoted for Go's regular expressions. */
export const patternElement = (part: string): string => part.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&");
