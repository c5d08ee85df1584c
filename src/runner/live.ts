import { type FoundIncident, type Layout, moduleOfPath, tellRun } from "../correlate/index.ts";
import { fingerprintHash } from "../files/index.ts";
import { allAbove, EMPTY_RUN, type PackageFacts, testKey } from "../model/index.ts";
import type { EndedPackage, RunReader } from "../stream/index.ts";
import type { Clock, Progress } from "./clock.ts";

/** A test that runs longer is named. */
const SLOW_MS = 10_000;
const MOST_NAMED = 3;
/** A failure is reported with its package's end, where that comes at once and says more: how it died. */
const HOLD_MS = 300;

/** What reports on the default run while it goes on. */
export interface LiveContext {
  readonly progress: Progress;
  readonly clock: Clock;
  readonly layout: Layout;
  readonly packages: number;
}

/** Tells of packages and failures of the default run as they come. */
export class LiveRun {
  readonly #context: LiveContext;
  readonly #reader: RunReader;
  readonly #since = new Map<string, number>();
  /** By package: failed tests that are not told yet. */
  readonly #held = new Map<
    string,
    { readonly tests: Set<string>; readonly timer: NodeJS.Timeout }
  >();
  #ended = 0;

  constructor(context: LiveContext, reader: RunReader) {
    this.#context = context;
    this.#reader = reader;
    reader.onFailure((importPath, test) => this.#failed(importPath, test));
    context.progress.watch(() => this.#slow());
    context.progress.status(`default: 0 of ${context.packages} packages`);
  }

  /** Behind each piece of output: whether a package ended. */
  look(): boolean {
    const ended = this.#reader.takeEnded();
    for (const each of ended) this.#packageEnded(each);
    if (ended.length === 0) return false;
    this.#ended += ended.length;
    const { progress, packages } = this.#context;
    progress.status(`default: ${this.#ended} of ${packages} packages`);
    return true;
  }

  end(): void {
    for (const importPath of [...this.#held.keys()]) this.#flush(importPath);
    this.#context.progress.watch(() => []);
  }

  #failed(importPath: string, test: string): void {
    const held = this.#held.get(importPath);
    if (held !== undefined) {
      held.tests.add(test);
      return;
    }
    const timer = setTimeout(() => this.#flush(importPath), HOLD_MS);
    this.#held.set(importPath, { tests: new Set([test]), timer });
  }

  /** Parents of tests that are told fail with them. */
  #flush(importPath: string, but: ReadonlySet<string> = new Set()): void {
    const held = this.#held.get(importPath);
    if (held === undefined) return;
    clearTimeout(held.timer);
    this.#held.delete(importPath);
    const parents = allAbove([...held.tests, ...but]);
    for (const test of held.tests) {
      if (!parents.has(test) && !but.has(test)) {
        this.#context.progress.line(
          `FAIL  ${shortName(importPath, this.#context.layout)} ${test}`,
          "bad",
        );
      }
    }
  }

  #packageEnded(ended: EndedPackage): void {
    const { progress } = this.#context;
    const name = shortName(ended.importPath, this.#context.layout);
    const seconds = ended.seconds === null ? "" : ` ${ended.seconds.toFixed(1)}s`;
    if (ended.outcome === "pass" || ended.outcome === "skip") {
      this.#flush(ended.importPath);
      const cached = ended.cached ? " (cached)" : "";
      if (!ended.noTestFiles) progress.line(`ok    ${name}${seconds}${cached}`, "good");
      return;
    }
    const facts = ended.facts();
    const incidents = this.#incidentsOf(facts);
    this.#flush(ended.importPath, new Set(incidents.flatMap(({ tests }) => tests)));
    for (const incident of incidents) progress.line(incidentLine(incident, name), "bad");
    const why = facts.ending.kind === "not-built" ? " [build failed]" : seconds;
    progress.line(`FAIL  ${name}${why}`, "bad");
  }

  #incidentsOf(facts: PackageFacts): readonly FoundIncident[] {
    if (facts.ending.kind === "not-built") return [];
    const stories = tellRun(
      { ...EMPTY_RUN, packages: [facts] },
      this.#context.layout,
      fingerprintHash,
    );
    return stories.flatMap((story) => story.incidents);
  }

  /** Tests that run for long, with their seconds. */
  #slow(): string[] {
    const nowMs = this.#context.clock.now();
    const running = this.#reader.runningTests();
    const keys = new Set(running.map(({ importPath, test }) => testKey(importPath, test)));
    for (const key of [...this.#since.keys()]) if (!keys.has(key)) this.#since.delete(key);
    for (const key of keys) if (!this.#since.has(key)) this.#since.set(key, nowMs);
    const slow = running.flatMap(({ importPath, test }) => {
      const ms = nowMs - (this.#since.get(testKey(importPath, test)) ?? nowMs);
      const seconds = Math.round(ms / 1000);
      return ms < SLOW_MS
        ? []
        : [`${shortName(importPath, this.#context.layout)} ${test} running ${seconds} s`];
    });
    return slow.slice(0, MOST_NAMED);
  }
}

/** `PANIC price TestDiscount/owes_us price.go:11: division by zero`. */
function incidentLine(
  { kind, attribution, site, message, detail }: FoundIncident,
  name: string,
): string {
  const parts = [
    kind.toUpperCase().padEnd(5),
    name,
    ...(attribution.test === null ? [] : [attribution.test]),
    ...(site === null ? [] : [`${site.file}:${site.line}`]),
  ];
  const said = (message ?? detail ?? "").split("\n")[0] ?? "";
  return said === "" ? parts.join(" ") : `${parts.join(" ")}: ${said}`;
}

/** An import path without its module's: `cart`, and of a module's root the last word. */
export function shortName(importPath: string, { modules }: Pick<Layout, "modules">): string {
  const module = moduleOfPath(importPath, modules);
  if (module === null) return importPath;
  if (importPath !== module.path) return importPath.slice(module.path.length + 1);
  // `v2` at the end is a version (go.dev/ref/mod, major version suffixes).
  const name = importPath.replace(/\/v\d{1,9}$/, "");
  return name.slice(name.lastIndexOf("/") + 1);
}
