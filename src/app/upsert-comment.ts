import { isLaterRun, type Marker, parseMarker, type Report } from "../model/index.ts";
import type { Answer, HostComment, ReviewHost } from "../ports/index.ts";
import { type CommentFrame, hasNews, renderComment } from "../render/index.ts";

interface OwnComment extends HostComment {
  readonly marker: Marker;
}

/**
 * Writes the one comment of a key: creates it where there is something to say, updates it
 * where it is there, and leaves one of a later run alone. Gives its address; null where
 * nothing was written.
 */
export async function upsertComment(
  report: Report,
  frame: CommentFrame,
  pull: number,
  when: "auto" | "always",
  host: ReviewHost,
): Promise<Answer<string | null>> {
  const listed = await host.comments(pull);
  if (listed.kind !== "done") return listed;
  const own = ownComments(listed.value, frame.key);
  const latest = latestOf(own);
  if (latest !== undefined && isLaterRun(latest.marker, frame)) return NOTHING_WRITTEN;
  if (latest === undefined && when === "auto" && !hasNews(report)) return NOTHING_WRITTEN;
  const body = renderComment(report, frame, latest?.marker ?? null);
  if (latest !== undefined) {
    const updated = await host.updateComment(latest.id, body);
    // Somebody may have deleted it since it was listed.
    if (updated.kind !== "refused" || updated.status !== 404) {
      if (updated.kind === "done") await deleteAll(own, latest, host);
      return updated;
    }
  }
  const created = await host.createComment(pull, body);
  if (created.kind === "done") await deleteDoubles(pull, frame.key, host);
  return created;
}

const NOTHING_WRITTEN: Answer<null> = { kind: "done", value: null };

/** Whoever may not write to the repository may not speak for us either: a marker alone proves nothing. */
function ownComments(comments: readonly HostComment[], key: string): OwnComment[] {
  return comments.flatMap((comment) => {
    const marker = comment.trusted ? parseMarker(comment.body) : null;
    return marker?.key === key ? [{ ...comment, marker }] : [];
  });
}

/** Of the latest run; the oldest of equals, so that everybody chooses the same. */
function latestOf(own: readonly OwnComment[]): OwnComment | undefined {
  return own.reduce<OwnComment | undefined>(
    (best, each) => (best === undefined || isLaterRun(each.marker, best.marker) ? each : best),
    undefined,
  );
}

/** Two runs that found no comment at the same time, or a request that was sent twice, leave two. */
async function deleteDoubles(pull: number, key: string, host: ReviewHost): Promise<void> {
  const listed = await host.comments(pull);
  if (listed.kind !== "done") return;
  const own = ownComments(listed.value, key);
  const latest = latestOf(own);
  if (latest !== undefined) await deleteAll(own, latest, host);
}

async function deleteAll(
  own: readonly OwnComment[],
  kept: OwnComment,
  host: ReviewHost,
): Promise<void> {
  for (const { id } of own) if (id !== kept.id) await host.deleteComment(id);
}
