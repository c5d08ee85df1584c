import { type Incident, isUsersOwn, type PathFrame, shortFunction } from "../model/index.ts";

/** How a frame of a path was compiled; the entry is never inlined, and counts for nothing. */
export function compiledAs(path: readonly PathFrame[], at: number): string {
  const frame = path[at];
  if (frame === undefined) return "";
  const entry = path.findIndex(isUsersOwn);
  if (at === entry) return "entry";
  return frame.inlined ? "inlined" : "not inlined";
}

const PLAIN: ReadonlyMap<string, string> = new Map([
  ["unhandled op DEFER", "uses defer"],
  ["unhandled op GO", "uses go"],
  ["call to recover", "calls recover"],
]);

/** The compiler's reason in words for those who do not read its source. */
const plainly = (text: string): string => PLAIN.get(text) ?? text;

/** Why a frame is not inlined, or what an inlined one cost, in a few words. */
export function reasonText(frame: PathFrame): string {
  const through = frame.through.map((name) => shortFunction(name)).join(", ");
  const by = through === "" ? "" : `through ${through}`;
  if (frame.why !== null) {
    const text = plainly(frame.why.text);
    return by === "" ? text : `${text} (${by})`;
  }
  if (!frame.inlined || frame.inlining?.cost == null) return by;
  return [`cost ${frame.inlining.cost}`, by].filter((part) => part !== "").join(", ");
}

/** `1 of 2 frames: (*Ring).Push: cost 170 exceeds budget 80`; null where all are inlined or it is not known. */
export function notInlinedText(incident: Incident): string | null {
  if (incident.nonInlined !== true) return null;
  const users = incident.path.filter(isUsersOwn);
  const physical = users.slice(1).filter((frame) => !frame.inlined);
  const reasons = physical.flatMap((frame) =>
    frame.why === null ? [] : `${shortFunction(frame.function ?? "?")}: ${plainly(frame.why.text)}`,
  );
  const distinct = [...new Set(reasons)];
  const more = distinct.length > 3 ? ` · and ${distinct.length - 3} more` : "";
  const why = distinct.length === 0 ? "" : `: ${distinct.slice(0, 3).join(" · ")}${more}`;
  const how = incident.pathFrom === "compiler" ? ", by the compiler's words alone" : "";
  return `${physical.length} of ${users.length - 1} frames${how}${why}`;
}

/** What a value at a panic costs. */
export const PAID = {
  constant: "read-only data",
  panicking: "escapes only when it panics",
  always: "escapes on every call",
} as const;

/** What goes to the heap at the site; constants, which cost nothing, left out. */
export function heapText(incident: Incident): string | null {
  const paid = incident.escapes.filter(({ paid }) => paid !== "constant");
  if (paid.length === 0) return null;
  const words = (["always", "panicking"] as const).flatMap((kind) => {
    const names = paid.filter((each) => each.paid === kind).map((each) => each.what);
    const more = names.length > 4 ? `, and ${names.length - 4} more` : "";
    return names.length === 0 ? [] : `${PAID[kind]}: ${names.slice(0, 4).join(", ")}${more}`;
  });
  return words.join("; ");
}
