import { detached, ownerOf } from "../../model/index.ts";
import type { BuildReader } from "../../toolchain/index.ts";
import type { TestEvent } from "./event-text.ts";

/** Reads build-output and build-fail, which go test writes since Go 1.24. */
export class BuildEvents {
  readonly #builds: BuildReader;
  /** The header that go prints for a build, where it is another package: one that imports what is missing. */
  readonly #headers = new Map<string, string>();

  constructor(builds: BuildReader) {
    this.#builds = builds;
  }

  /** The header under which a failed build is told, of the name that events give it. */
  headerOf(name: string): string {
    return this.#headers.get(name) ?? name;
  }

  take(event: TestEvent): void {
    const name = event.ImportPath ?? "";
    const text = event.Output ?? "";
    const header = this.#printedHeader(name, text);
    this.#builds.open(header);
    if (event.Action === "build-fail") this.#builds.markFailed(header);
    for (let from = 0; from < text.length; ) {
      const newline = text.indexOf("\n", from);
      const end = newline < 0 ? text.length : newline;
      if (text.charCodeAt(from) === 35 /* # */) this.#buildHeader(header, text.slice(from, end));
      else this.#builds.line(header, text, from, end);
      from = end + 1;
    }
  }

  /** Since Go 1.24 an import that is missing has build events of its own, below the header of who imports it. */
  #printedHeader(name: string, text: string): string {
    const printed = /^# ([^\s[]\S*)\n$/.exec(text.length < 4096 ? text : "")?.[1];
    if (printed !== undefined && ownerOf(printed) !== ownerOf(name)) {
      this.#headers.set(detached(name), detached(printed));
    }
    return this.headerOf(name);
  }

  #buildHeader(header: string, line: string): void {
    if (line.startsWith("# [") && line.endsWith("]")) this.#builds.markVet(header);
    else if (!line.startsWith("# ")) this.#builds.line(header, line);
  }
}
