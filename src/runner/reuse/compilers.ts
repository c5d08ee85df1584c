import { createHash } from "node:crypto";
import { realpathSync, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "../../files/index.ts";
import { contentHash } from "./content.ts";

/** Variables from which compilers of C take where to look (go help environment, gcc's manual). */
const NAMING =
  /^(?:CGO_[A-Z]*FLAGS|CPATH|(?:C|CPLUS|OBJC)_INCLUDE_PATH|LIBRARY_PATH|PKG_CONFIG_(?:PATH|LIBDIR))$/;

/** Whether a variable names a folder of the repository, or one relative to a package's: what lies there is in no list. */
export function namesFilesBelow(root: string, env: Readonly<Record<string, string>>): boolean {
  return Object.entries(env).some(
    ([name, value]) =>
      NAMING.test(name) && (value.includes(root) || /(?:^|[\s:])-[IL] ?(?![/\s])/.test(value)),
  );
}

const COMPILERS = { CC: "gcc", CXX: "g++" } as const;

/** Of the compilers of C that go calls: another one, as in a newer image of a runner, makes other code. */
export function compilersHash(root: string, env: Readonly<Record<string, string>>): string {
  const hash = createHash("sha256");
  for (const [variable, usual] of Object.entries(COMPILERS)) {
    for (const word of (env[variable] ?? usual).split(/\s+/)) {
      hash.update(`${word} ${programState(word, root, env.PATH ?? "")}\n`);
    }
  }
  return hash.digest("hex");
}

/** Of one in the repository its content counts, of one of the system when and how large it was made. */
function programState(word: string, root: string, path: string): string {
  const places = isAbsolute(word) ? [word] : path.split(delimiter).map((dir) => join(dir, word));
  for (const place of places) {
    try {
      const real = realpathSync(place);
      const { size, mtimeMs } = statSync(real);
      return real.startsWith(`${root}/`) ? (contentHash(real) ?? "large") : `${size} ${mtimeMs}`;
    } catch {
      // It lies in none of the first folders.
    }
  }
  return "none";
}
