import type { PathFrame } from "../../model/index.ts";

/** UTF-16 units of all values of an incident. */
const MOST_TEXT = 48_000;

/** The path with values from its site outwards, until there are too many to show. */
export function within(path: readonly PathFrame[]): readonly PathFrame[] {
  let left = MOST_TEXT;
  return [...path]
    .reverse()
    .map((frame) => {
      left -= sizeOf(frame);
      return left >= 0 ? frame : { ...frame, expressions: [], variables: [] };
    })
    .reverse();
}

const sizeOf = ({ expressions, variables }: PathFrame): number =>
  [...expressions, ...variables].reduce(
    (sum, { type, value }) => sum + type.length + (value ?? "").length + 20,
    0,
  );
