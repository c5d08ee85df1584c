import { codeInMarkdown, shortened } from "../escape.ts";

export interface MarkdownLimits {
  /** UTF-16 units; whole sections are left out beyond. */
  readonly length: number;
  /** How many slow tests are named. */
  readonly slowest: number;
  /** https://github.com/owner/repo/blob/SHA, for links to lines. */
  readonly blobUrl: string | null;
  /** Page of the workflow run. */
  readonly runUrl: string | null;
}

/** A part of a document that is shown whole or not at all. */
export interface Part {
  readonly text: string;
  /** What one line says in its place where it does not fit. */
  readonly instead: string;
}

const LONGEST_URL = 600;

/** A file and line in the face of code; a link where links are known. */
export function linkTo(file: string, line: number | null, limits: MarkdownLimits): string {
  const shown = shortened(file, 150);
  const hasLine = line !== null && line > 0;
  const text = codeInMarkdown(hasLine ? `${shown}:${line}` : shown);
  const parts = file.toWellFormed().split("/");
  // A path that leads out of the repository, or is none in it, has no page there.
  const isOdd = parts.some((part) => part === "" || part === "." || part === "..");
  const path = parts
    .map(encodeURIComponent)
    .join("/")
    .replaceAll("(", "%28")
    .replaceAll(")", "%29");
  if (limits.blobUrl === null || isOdd || path.length > LONGEST_URL) return text;
  return `[${text}](${limits.blobUrl}/${path}${hasLine ? `#L${line}` : ""})`;
}

/** A folded part, open where it `isOpen`. */
export const details = (summary: string, parts: readonly string[], isOpen = false): string =>
  `<details${isOpen ? " open" : ""}><summary>${summary}</summary>\n\n${parts.filter((part) => part !== "").join("\n\n")}\n\n</details>`;
