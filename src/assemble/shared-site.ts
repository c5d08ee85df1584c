import { isUsersOwn, type PathFrame, type Place } from "../model/index.ts";

/**
 * The innermost place of the user's own that all samples of a hang share: what was on top
 * when one of them was taken is chance. Frames are outermost first; null for no sample.
 */
export function sharedSite(paths: readonly (readonly PathFrame[])[]): Place | null {
  const own = paths.map((path) => path.filter(isUsersOwn)).filter((path) => path.length > 0);
  const [first = [], ...others] = own;
  const isShared = (frame: PathFrame, at: number): boolean =>
    others.every((path) => path[at]?.function === frame.function && path[at]?.file === frame.file);
  const end = first.findIndex((frame, at) => !isShared(frame, at));
  const frame = first[(end < 0 ? first.length : end) - 1];
  return frame === undefined
    ? null
    : { function: frame.function, file: frame.file, line: frame.line };
}
