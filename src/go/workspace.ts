import { basename, dirname, isAbsolute, join } from "../files/index.ts";
import {
  foreignIn,
  ImpossibleError,
  listIn,
  parsedObject,
  textIn,
  withSlashes,
} from "../model/index.ts";
import { ask, type Caller } from "./questions.ts";

/** What a go.work says (go help work edit, -json). */
export interface Workspace {
  /** Folders of its modules, absolute. */
  readonly uses: readonly string[];
  /** Lines of `replace`, with absolute folders. */
  readonly replaces: readonly string[];
}

/** Reads a go.work by go itself; throws ImpossibleError. */
export async function workspaceOf(file: string, caller: Caller): Promise<Workspace> {
  const dir = dirname(file);
  const answer = await ask("go", ["work", "edit", "-json", file], dir, caller);
  const value = parsedObject(answer.stdout);
  if (answer.code !== 0 || value === null) {
    throw new ImpossibleError(`${basename(file)} can't be read: ${answer.stderr.trim()}`);
  }
  const from = (path: string): string => (isAbsolute(path) ? withSlashes(path) : join(dir, path));
  const uses = listIn(value, "Use").map((use) => from(textIn(use, "DiskPath")));
  const replaces = listIn(value, "Replace").map((replace) => {
    const [old, by] = [foreignIn(replace, "Old"), foreignIn(replace, "New")];
    const path = textIn(by, "Path");
    const target = textIn(by, "Version") === "" ? from(path) : `${path} ${textIn(by, "Version")}`;
    return `replace ${textIn(old, "Path")} ${textIn(old, "Version")} => ${target}`;
  });
  return { uses, replaces };
}
