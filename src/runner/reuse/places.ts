import { realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve } from "../../files/index.ts";

const isInside = (path: string): boolean =>
  path !== ".." && !path.startsWith("../") && !isAbsolute(path);

/** By its path below the root; `unknown`: it can't be told whether it stays in the repository. */
export type Place = { readonly below: string } | "outside" | "unknown";

/** Where paths lead, seen from the root of a repository (a real path). */
export class Places {
  readonly #root: string;
  readonly #folders = new Map<string, Place>();

  constructor(root: string) {
    this.#root = root;
  }

  of(path: string): Place {
    const name = basename(path);
    if (["", ".", ".."].includes(name) || path === this.#root) return this.#ofFolder(path);
    const folder = this.#ofFolder(dirname(path));
    return typeof folder === "string" ? folder : { below: join(folder.below, name) };
  }

  #ofFolder(path: string): Place {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const made = this.#look(path);
    this.#folders.set(path, made);
    return made;
  }

  #look(path: string): Place {
    const plain = resolve(path);
    if (this.#turnsBehindLink(path)) return "unknown";
    const below = relative(this.#root, plain);
    return isInside(below) ? { below } : this.#fromOutside(plain);
  }

  /** Behind a link, `..` leads elsewhere than the path says. */
  #turnsBehindLink(path: string): boolean {
    const parts = path.split("/");
    return parts.some((part, at) => {
      if (part !== "..") return false;
      const before = parts.slice(0, at).join("/");
      const led = real(before);
      const isBelow = [resolve(before), led ?? ""].some(
        (each) => each === this.#root || each.startsWith(`${this.#root}/`),
      );
      return isBelow && led !== resolve(before);
    });
  }

  /** The repository may be reached by a link: a folder above the path is its root then, or lies in it. */
  #fromOutside(plain: string): Place {
    for (let at = plain; ; at = dirname(at)) {
      const led = real(at);
      if (led === this.#root) return { below: relative(at, plain) };
      if (led?.startsWith(`${this.#root}/`) === true) return this.#throughAlias(at, plain);
      if (at === dirname(at)) return "outside";
    }
  }

  #throughAlias(from: string, plain: string): Place {
    for (let at = from; at !== dirname(at); at = dirname(at)) {
      if (real(at) === this.#root) return { below: relative(at, plain) };
    }
    return "unknown";
  }
}

/** As the system resolves it; null for what is not there. */
function real(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null;
  }
}
