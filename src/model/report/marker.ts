/** What a comment of panicpath says of itself, unseen, in its first line. */
export interface Marker {
  /** Which comment of a pull request it is: a hash of the workflow's, job's and matrix leg's names. */
  readonly key: string;
  /** The run that wrote it. */
  readonly by: RunStamp;
  /** Which job of that run; "" where the runner does not say. */
  readonly writer: string;
  /** The last words on something that was wrong, and the run that said so; null where nothing ever was. */
  readonly reported: Reported | null;
}

/** A run of a workflow. */
export interface RunStamp {
  /** Ascending over all workflows of a repository; 0 where it is not known. */
  readonly id: number;
  /** Ascending within one workflow. */
  readonly run: number;
  readonly attempt: number;
}

export interface Reported {
  readonly summary: string;
  readonly run: number;
  /** Keys of the tests that failed then (`testKey`; with an empty name for whole packages); null where they are too many. */
  readonly tests: readonly string[] | null;
}

const OPENING = "<!-- panicpath-comment ";
const CLOSING = " -->";
const LONGEST_SUMMARY = 200;

/** The first line of a comment; no text in it can end the HTML comment. */
export function markerLine({ key, by, writer, reported }: Marker): string {
  const { id, run, attempt } = by;
  const last =
    reported === null
      ? ""
      : ` told=${reported.run}:${percentEncoded(reported.summary.slice(0, LONGEST_SUMMARY))}:${testsText(reported.tests)}`;
  const job = writer === "" ? "" : ` job=${percentEncoded(writer.slice(0, 100))}`;
  return `${OPENING}key=${percentEncoded(key)} id=${id} run=${run} attempt=${attempt}${job}${last}${CLOSING}`;
}

const LONGEST_TESTS = 4000;

/** Too many to keep is the same as not known. */
function testsText(tests: readonly string[] | null): string {
  const text = tests?.map(percentEncoded).join(",") ?? "";
  return text.length > LONGEST_TESTS ? "" : text;
}

const percentEncoded = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replaceAll("-", "%2D");

/** Reads the first line of a comment; null where it is none of panicpath's. */
export function parseMarker(body: string): Marker | null {
  const [line = ""] = body.slice(0, 8000).split(/\r?\n/, 1);
  if (!line.startsWith(OPENING) || !line.endsWith(CLOSING)) return null;
  const fields = new Map(
    line
      .slice(OPENING.length, -CLOSING.length)
      .split(" ")
      .map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]),
  );
  const key = percentDecoded(fields.get("key") ?? "");
  const id = wholeNumber(fields.get("id"));
  const run = wholeNumber(fields.get("run"));
  const attempt = wholeNumber(fields.get("attempt"));
  if (key === null || key === "" || id === null || run === null || attempt === null) return null;
  const writer = percentDecoded(fields.get("job") ?? "") ?? "";
  return { key, by: { id, run, attempt }, writer, reported: parseReported(fields.get("told")) };
}

function parseReported(text: string | undefined): Reported | null {
  const [number, words = "", names = ""] = text?.split(":") ?? [];
  const run = wholeNumber(number);
  const summary = percentDecoded(words);
  if (run === null || summary === null) return null;
  const tests = names === "" ? [] : names.split(",").map(percentDecoded);
  const known = tests.filter((test) => test !== null);
  return { summary, run, tests: names === "" || known.length < tests.length ? null : known };
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

/** Whether a run came after another one; numbers of different workflows tell nothing, their ids do. */
export function isLaterRun(left: RunStamp, right: RunStamp): boolean {
  if (left.id > 0 && right.id > 0 && left.id !== right.id) return left.id > right.id;
  if (left.run !== right.run) return left.run > right.run;
  return left.attempt > right.attempt;
}

/** Whether both are one attempt of one run. */
export const isSameRun = (left: RunStamp, right: RunStamp): boolean =>
  !isLaterRun(left, right) && !isLaterRun(right, left);
