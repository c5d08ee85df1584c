import { existsSync } from "node:fs";
import { join } from "node:path";
import { readWithin } from "../../files/index.ts";

const MOST_BYTES = 16 << 20;

/** `#include "x.h"` of C and of go's assembler, `%include` and `%import` of SWIG. */
const INCLUDE =
  /^[ \t]*(?:(?:\/\/|\/\*|\*)[ \t]*)?[#%][ \t]*(?:include(?:_next)?|import)\b[ \t]*(.*)$/gm;
const NAMED = /^(?:"([^"]+)"|<([^>]+)>)/;
/** What cgo hands to the compiler and the linker; `pkg-config` names what lies elsewhere. */
const CGO_FLAGS = /^[ \t]*(?:(?:\/\/|\/\*|\*)[ \t]*)?#cgo\b(.*)$/gm;

/**
 * Whether files go into a package which go lists nowhere: a header or a library in another folder, or
 * with an ending that go does not know. Go compiles nothing again when they change (cmd/go/internal/work,
 * golang/go#24355), so that what passed may have been made of an older one. `names`: its files that may
 * name such; what can't be read may.
 */
export function isUnwatched(
  dir: string,
  watched: ReadonlySet<string>,
  names: readonly string[],
): boolean {
  return names.some((name) => {
    const text = readWithin(dir, join(dir, name), MOST_BYTES);
    if (text === null) return true;
    return includesUnwatched(text, dir, watched) || flagsNameFiles(text);
  });
}

function includesUnwatched(text: string, dir: string, watched: ReadonlySet<string>): boolean {
  for (const [, words = ""] of text.matchAll(INCLUDE)) {
    const [, quoted, angled] = NAMED.exec(words) ?? [];
    const name = quoted ?? angled;
    // The name is a macro's.
    if (name === undefined && /^[A-Za-z_]/.test(words)) return true;
    if (name !== undefined && !watched.has(name) && existsSync(join(dir, name))) return true;
  }
  return false;
}

/** Paths below the source, other than its own folder. */
function flagsNameFiles(text: string): boolean {
  for (const [, flags = ""] of text.matchAll(CGO_FLAGS)) {
    const words = flags
      .slice(flags.indexOf(":") + 1)
      .replace(/-framework +\w+/g, "")
      .split(/\s+/);
    if (!/^[^:]*pkg-config/.test(flags) && words.some(namesFile)) return true;
  }
  return false;
}

function namesFile(word: string): boolean {
  const path = word.replace(/^-(?:I|L|F|isystem|iquote|include)/, "");
  if (/^(?:\$\{SRCDIR\}|\.|\/.*|)$/.test(path)) return false;
  return path !== word || path.includes("{SRCDIR}") || !path.startsWith("-");
}
