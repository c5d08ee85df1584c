import { isLaterRun, isSameRun, type Marker, parseMarker, type Report } from "../model/index.ts";
import { isNotable } from "../outline/index.ts";
import { type CommentFrame, renderComment } from "../render/index.ts";
import type { Answer, HostComment, ReviewHost, WrittenComment } from "./host.ts";

interface OwnComment extends HostComment {
  readonly marker: Marker;
}

/** What became of a comment. */
export type Upserted =
  | { readonly kind: "written"; readonly url: string }
  /** There is nothing to say, and nothing was said. */
  | { readonly kind: "silent" }
  /** A later run has spoken. */
  | { readonly kind: "outdated"; readonly by: number };

/**
 * Writes the one comment of a key: creates it where there is something to say, updates it
 * where it is there, and leaves one of a later run alone.
 */
export async function upsertComment(
  report: Report,
  frame: CommentFrame,
  pull: number,
  when: "auto" | "always",
  host: ReviewHost,
): Promise<Answer<Upserted>> {
  const listed = await host.comments(pull);
  if (listed.kind !== "done") return listed;
  const { key, own } = freeKey(await ownComments(listed.value, host), frame);
  const latest = latestOf(own);
  if (latest !== undefined && isLaterRun(latest.marker.by, frame.by)) {
    return { kind: "done", value: { kind: "outdated", by: latest.marker.by.run } };
  }
  if (latest === undefined && when === "auto" && !isNotable(report)) {
    return { kind: "done", value: { kind: "silent" } };
  }
  const body = renderComment(report, { ...frame, key }, latest?.marker ?? null);
  if (latest !== undefined) {
    const updated = await host.updateComment(latest.id, body);
    // Somebody may have deleted it since it was listed.
    if (updated.kind !== "refused" || updated.status !== 404) {
      if (updated.kind === "done") await deleteOlder(own, latest, updated.value.author, host);
      return written(updated);
    }
  }
  const created = await host.createComment(pull, body);
  if (created.kind === "done") await deleteDoubles(pull, { ...frame, key }, created.value, host);
  return written(created);
}

function written(answer: Answer<WrittenComment>): Answer<Upserted> {
  if (answer.kind !== "done") return answer;
  return { kind: "done", value: { kind: "written", url: answer.value.url } };
}

const MOST_DOUBLES = 20;

/**
 * The frame's key, or the first of its numbered ones that no other job of this very run has used: a
 * second job with the same key (a reusable workflow that is called twice) must not erase the first.
 */
function freeKey(
  comments: readonly OwnComment[],
  { key: wanted, by, writer }: CommentFrame,
): { key: string; own: OwnComment[] } {
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? wanted : `${wanted}.${number}`;
    const own = comments.filter(({ marker }) => marker.key === key);
    const isTaken = own.some(({ marker }) => isSameRun(marker.by, by) && marker.writer !== writer);
    if (!isTaken || number >= MOST_DOUBLES) return { key, own };
  }
}

/**
 * Comments with a marker that an app wrote, as a workflow's token is one, or whom our own token
 * belongs to: anybody can copy a marker.
 */
async function ownComments(
  comments: readonly HostComment[],
  host: ReviewHost,
): Promise<OwnComment[]> {
  const marked = comments.flatMap((comment) => {
    const marker = parseMarker(comment.body);
    return marker === null ? [] : [{ ...comment, marker }];
  });
  if (marked.every((comment) => comment.byApp)) return marked;
  const me = await host.me();
  // A host that does not know the question can't say; GitHub says 403 to the tokens of apps.
  const isOpen = me.kind === "refused" && me.status === 404;
  const isOwn = (author: string): boolean => me.kind === "done" && me.value === author;
  return marked.filter(
    ({ byApp, byWriter, author }) => byApp || isOwn(author) || (isOpen && byWriter),
  );
}

/** Of the latest run; the oldest of equals, so that everybody chooses the same. */
function latestOf(own: readonly OwnComment[]): OwnComment | undefined {
  return own.reduce<OwnComment | undefined>(
    (best, each) =>
      best === undefined || isLaterRun(each.marker.by, best.marker.by) ? each : best,
    undefined,
  );
}

/** Two runs that found no comment at the same time, or a request that was sent twice, leave two. */
async function deleteDoubles(
  pull: number,
  { key, by, writer }: CommentFrame,
  { author }: WrittenComment,
  host: ReviewHost,
): Promise<void> {
  const listed = await host.comments(pull);
  if (listed.kind !== "done") return;
  const all = await ownComments(listed.value, host);
  // Another job of the same run has said something of its own.
  const own = all.filter(
    ({ marker }) => marker.key === key && (marker.writer === writer || !isSameRun(marker.by, by)),
  );
  const latest = latestOf(own);
  if (latest !== undefined) await deleteOlder(own, latest, author, host);
}

/** Deletes what we wrote ourselves and that stands beside what is kept. */
async function deleteOlder(
  own: readonly OwnComment[],
  kept: OwnComment,
  author: string,
  host: ReviewHost,
): Promise<void> {
  const ours = own.filter((each) => each.id !== kept.id && each.author === author);
  for (const { id } of ours) await host.deleteComment(id);
}
