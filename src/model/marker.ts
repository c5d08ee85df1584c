/** What a comment of panicpath says of itself, unseen, in its first line. */
export interface Marker {
  /** Which comment of a pull request it is: a hash of the workflow's, job's and matrix leg's names. */
  readonly key: string;
  /** Number and attempt of the run that wrote it. */
  readonly run: number;
  readonly attempt: number;
  /** The last words on something that was wrong, and the run that said so; null where nothing ever was. */
  readonly told: Told | null;
}

export interface Told {
  readonly summary: string;
  readonly run: number;
}

const OPENING = "<!-- panicpath-comment ";
const CLOSING = " -->";
const LONGEST_SUMMARY = 200;

/** The first line of a comment; no text in it can end the HTML comment. */
export function markerLine({ key, run, attempt, told }: Marker): string {
  const last =
    told === null
      ? ""
      : ` told=${told.run}:${percentEncoded(told.summary.slice(0, LONGEST_SUMMARY))}`;
  return `${OPENING}key=${percentEncoded(key)} run=${run} attempt=${attempt}${last}${CLOSING}`;
}

const percentEncoded = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replaceAll("-", "%2D");

/** Reads the first line of a comment; null where it is none of panicpath's. */
export function parseMarker(body: string): Marker | null {
  const [line = ""] = body.slice(0, 4000).split(/\r?\n/, 1);
  if (!line.startsWith(OPENING) || !line.endsWith(CLOSING)) return null;
  const fields = new Map(
    line
      .slice(OPENING.length, -CLOSING.length)
      .split(" ")
      .map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]),
  );
  const key = percentDecoded(fields.get("key") ?? "");
  const run = wholeNumber(fields.get("run"));
  const attempt = wholeNumber(fields.get("attempt"));
  if (key === null || key === "" || run === null || attempt === null) return null;
  return { key, run, attempt, told: parseTold(fields.get("told")) };
}

function parseTold(text: string | undefined): Told | null {
  const colon = text?.indexOf(":") ?? -1;
  if (text === undefined || colon < 0) return null;
  const run = wholeNumber(text.slice(0, colon));
  const summary = percentDecoded(text.slice(colon + 1));
  return run === null || summary === null ? null : { summary, run };
}

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

const wholeNumber = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;

/** Whether a run came after another one: by its number, then by its attempt. */
export const isLaterRun = (
  left: Pick<Marker, "run" | "attempt">,
  right: Pick<Marker, "run" | "attempt">,
): boolean => left.run > right.run || (left.run === right.run && left.attempt > right.attempt);
