import {
  type Incident,
  isUsersOwn,
  type PathFrame,
  shortFunction,
  type Variable,
} from "../model/index.ts";

/** One value of a frame: what it is called, what it was, and its type. */
export interface ValueRow {
  readonly name: string;
  readonly value: string;
  readonly type: string;
}

/** The values of one frame. */
export interface ValueFrame {
  /** `matrix.go:20`. */
  readonly place: string;
  readonly function: string;
  readonly rows: readonly ValueRow[];
}

/** Frames of the user's own that have values, from the site outwards. */
export function valueFrames({ path }: Incident): ValueFrame[] {
  return [...path]
    .reverse()
    .filter(isUsersOwn)
    .map((frame) => ({
      place: `${frame.file}:${frame.line}`,
      function: shortFunction(frame.function ?? "?"),
      rows: rowsOf(frame),
    }))
    .filter(({ rows }) => rows.length > 0);
}

/** What the line reads first, then what else the frame holds. */
function rowsOf({ expressions, variables }: PathFrame): ValueRow[] {
  const read = new Set(expressions.map(({ text }) => text));
  return [
    ...expressions.map(({ text, value, type }) => ({ name: text, value, type })),
    ...variables.filter(({ name }) => !read.has(name)).map(variableRow),
  ];
}

const variableRow = ({ name, value, type }: Variable): ValueRow => ({
  ...{ name, type },
  value: value ?? "(unreadable)",
});

/** Where the values are from, or why there are none, or no more; null where nothing is to be said. */
export function valuesText({ values }: Incident): string | null {
  if (values === null) return null;
  if (values.source === null) return `none: ${values.reason}`;
  const by = values.source === "debugger" ? `by ${values.tool}` : "arguments alone, by the trace";
  const why = values.reason === null ? "" : `; ${values.reason}`;
  return `${by}, in a build with ${values.build}${why}`;
}
