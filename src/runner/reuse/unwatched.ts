import { existsSync } from "node:fs";
import { isAbsolute, join, readWithin } from "../../files/index.ts";
import { splitGoWords } from "../../go/index.ts";

const MOST_BYTES = 16 << 20;

/** `#include "x.h"` of C and of go's assembler, `%include` and `%import` of SWIG, on a line of its own. */
const INCLUDE =
  /^[ \t]*(?:(?:\/\/|\/\*|\*)[ \t]*)?[#%][ \t]*(?:include|include_next|import)[ \t]*(?:"([^"]+)"|<([^>]+)>)[ \t]*(?:\/\/.*|\/\*.*)?$/;
/** What takes in other files in ways that are not followed. */
const UNFOLLOWED = /__has_include|__has_embed|\.inc(?:bin|lude)\b/;
/** What cgo hands to the compiler and the linker; `pkg-config` names what lies elsewhere. */
const CGO_FLAGS = /^[ \t]*(?:(?:\/\/|\/\*|\*)[ \t]*)?#cgo\b([^:]*):(.*)$/gm;

/**
 * Whether files go into a package which go lists nowhere: a header or a library in another folder, or
 * with an ending that go does not know. Go compiles nothing again when they change (cmd/go/internal/work,
 * golang/go#24355), so that what passed may have been made of an older one. `names`: its files that may
 * name such; what can't be read, or is not understood, may.
 */
export function isUnwatched(
  { dir, root }: { readonly dir: string; readonly root: string },
  watched: ReadonlySet<string>,
  names: readonly string[],
): boolean {
  return names.some((name) => {
    const text = readWithin(dir, join(dir, name), MOST_BYTES);
    if (text === null || UNFOLLOWED.test(text)) return true;
    const isListed = (file: string): boolean => watched.has(file) || isElsewhere(file, dir, root);
    return (
      text.split("\n").some((line) => !includesListed(line, isListed)) || flagsNameFiles(text, root)
    );
  });
}

/** A header of the system: none of that name lies beside the source, and it is not named by a path into the repository. */
const isElsewhere = (file: string, dir: string, root: string): boolean =>
  isAbsolute(file) ? !file.startsWith(`${root}/`) : !existsSync(join(dir, file));

/** False for a line that takes in what is not listed, or in words that are not understood. */
function includesListed(line: string, isListed: (file: string) => boolean): boolean {
  const sign = line.search(/[#%]/);
  if (sign < 0) return true;
  const behind = line.slice(sign);
  // A directive may go on in the next line.
  if (/^(?:#|%:)[ \t]*\\\r?$/.test(behind)) return false;
  if (!/\b(?:include|include_next|import|embed)\b/.test(behind)) return true;
  const [, quoted, angled] = INCLUDE.exec(line.replace(/\r$/, "")) ?? [];
  const file = quoted ?? angled;
  return file !== undefined && isListed(file);
}

const TAKES_PATH = /^-(?:I|L|F|isystem|iquote|include)$/;

/** Paths below the root, other than the source's own folder. */
function flagsNameFiles(text: string, root: string): boolean {
  for (const [, condition = "", flags = ""] of text.matchAll(CGO_FLAGS)) {
    if (condition.includes("pkg-config")) continue;
    const words = splitGoWords(flags.replace(/-framework +\w+/g, ""));
    if (words.some((word, at) => namesFile(word, words[at - 1] ?? "", root))) return true;
  }
  return false;
}

function namesFile(word: string, before: string, root: string): boolean {
  const path = word.replace(/^-(?:I|L|F|isystem|iquote|include)/, "");
  if (/^(?:\$\{SRCDIR\}|\.|)$/.test(path)) return false;
  if (path.startsWith("/")) return path.startsWith(`${root}/`) || path === root;
  const isFlags = path !== word || TAKES_PATH.test(before);
  return isFlags || path.includes("{SRCDIR}") || (!path.startsWith("-") && /[./]/.test(path));
}
