/** When a report's file in a format is written, beside what `--as` prints. */
type Written =
  /** With every report. */
  | { readonly file: string; readonly when: "always" }
  /** Where `formats` names it. */
  | { readonly file: string; readonly when: "asked" }
  | { readonly file: null };

/** Every format once, in the order in which files are written and words list them. */
const TABLE = {
  json: { file: "report.json", when: "always" },
  markdown: { file: "summary.md", when: "always" },
  junit: { file: "junit.xml", when: "always" },
  sarif: { file: "panicpath.sarif", when: "asked" },
  ctrf: { file: "ctrf.json", when: "asked" },
  annotations: { file: null },
  text: { file: null },
} as const satisfies Record<string, Written>;

/** Renderers are a table by it: one that lacks a format does not compile. */
export type Format = keyof typeof TABLE;

export interface FormatRow {
  readonly id: Format;
  readonly written: Written;
}

const isFormat = (id: string): id is Format => id in TABLE;

export const FORMATS: readonly FormatRow[] = Object.keys(TABLE)
  .filter(isFormat)
  .map((id) => ({ id, written: TABLE[id] }));

/** The name of a report's file in a format that has one. */
export const fileOf = (format: Exclude<Format, "annotations" | "text">): string =>
  TABLE[format].file;
