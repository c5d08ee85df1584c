import { createHash } from "node:crypto";
import { readText, relative, resolve } from "../../files/index.ts";
import { hasTestFiles, listFlags } from "../../go/index.ts";
import { type PackageFacts, type Setting, VERSION } from "../../model/index.ts";
import type { Plan } from "../plan/plan.ts";
import type { VariantSpec } from "../plan/variant-spec.ts";
import { ChangedSince } from "./changed-since.ts";
import { type Chosen, chosenBy, flagsIn } from "./chosen.ts";
import { type Entry, entryOf, factsOf } from "./entry.ts";
import { inputsOf, stateOf } from "./inputs.ts";
import { type Made, type PackageKeys, packageKeys } from "./package-keys.ts";
import { Store } from "./store.ts";

/** A package that passed before under every variant of this run: its facts by variant. */
export type Reused = ReadonlyMap<string, ReadonlyMap<string, PackageFacts>>;

/** A run of a package in whole; `log`: the file with what its tests looked at. */
interface Ran {
  readonly facts: PackageFacts;
  /** Null for a package without tests. */
  readonly log: string | null;
}

/** What is not in go's cacheable set: with it every test runs (cmd/go/internal/test, tryCacheWithID). */
const RUNS_ALWAYS = (
  "count bench benchtime benchmem run skip shuffle exec cover covermode coverpkg coverprofile gcflags pgo " +
  "blockprofile cpuprofile memprofile mutexprofile trace outputdir fuzz fuzztime artifacts overlay toolexec"
).split(" ");

/**
 * Variables beside those that tests ask for which decide what is built or how it runs: go's own, those of
 * compilers and loaders, and the time zone, which the package time asks the system for (time/zoneinfo_unix.go).
 */
const DECIDING =
  /^(?:GO(?!PATH$|MODCACHE$|CACHE$|TMPDIR$|PROXY$|ENV$|ROOT$)[A-Z0-9]*|CC|CXX|FC|CGO_.*|PKG_CONFIG.*|CPATH|(?:C|CPLUS|OBJC)_INCLUDE_PATH|LIBRARY_PATH|LD_.*|DYLD_.*|TZ|ZONEINFO)$/;

/** Why nothing is reused at all; null where it may be. */
export function refusal({ flags, run, variants, userExec }: Plan): string | null {
  const flag = flags.flags.find(({ name }) => RUNS_ALWAYS.includes(name));
  if (flag !== undefined) return `-${flag.name} says that tests are to run`;
  if (userExec.length > 0) return "test binaries run under a program of your own";
  if (run.gc === "always") return "--gc always compares runs";
  const shuffled = variants.find(({ settings }) => settings.some(isShuffled));
  return shuffled === undefined
    ? null
    : `${shuffled.name} runs the tests in another order each time`;
}

const isShuffled = ({ binaryFlags }: Setting): boolean =>
  binaryFlags.some((flag) => flag.includes("shuffle"));

/**
 * Outcomes of packages that passed, kept by the content of all that went into them: their code and
 * that of what they link, flags, settings, and what the tests looked at when they ran.
 */
export class Reuse {
  readonly #plan: Plan;
  readonly #store: Store;
  readonly #dirs: ReadonlyMap<string, string>;
  /** By the flags and variables that choose files: keys of packages. */
  readonly #keys = new Map<string, Chosen & { readonly keys: Promise<PackageKeys> }>();
  readonly #passed = new Map<string, Map<string, Ran>>();
  /** What was changed meanwhile was not what the tests saw. */
  readonly #changed = new ChangedSince(Date.now());
  /** By package: why it runs. */
  readonly missed = new Map<string, string>();

  constructor(plan: Plan, dir: string) {
    this.#plan = plan;
    this.#store = new Store(dir);
    this.#dirs = new Map(plan.packages.map((pkg) => [pkg.importPath, pkg.dir]));
  }

  /** Packages that need not run. */
  async lookup(): Promise<Reused> {
    const found = new Map<string, Map<string, PackageFacts>>();
    // What a run under the last variant is made of is known before the first one runs.
    for (const { settings } of this.#plan.variants) await this.#packageKeys(chosenBy(settings));
    for (const pkg of this.#plan.packages) {
      const { importPath } = pkg;
      // Without tests there is nothing to run under a variant.
      const variants = this.#plan.variants.slice(0, hasTestFiles(pkg) ? undefined : 1);
      const facts = await this.#allOf(importPath, variants);
      if (facts !== null) found.set(importPath, facts);
    }
    return found;
  }

  /** Under each variant, or null. */
  async #allOf(
    importPath: string,
    variants: readonly VariantSpec[],
  ): Promise<Map<string, PackageFacts> | null> {
    const facts = new Map<string, PackageFacts>();
    for (const variant of variants) {
      const key = await this.#keyOf(importPath, variant);
      const entries = key.kind === "unknown" ? [] : this.#store.read(key.hash);
      const entry = entries.find((entry) => this.#otherIn(entry) === null);
      if (key.kind === "unknown" || entry === undefined) {
        this.missed.set(importPath, this.#why(key, entries[0], variant));
        this.#changed.remember(this.dirOf(importPath));
        return null;
      }
      this.#store.touch(key.hash);
      facts.set(variant.name, factsOf(importPath, entry));
    }
    return facts;
  }

  #why(key: Made, entry: Entry | undefined, { name }: VariantSpec): string {
    if (key.kind === "unknown") return key.why;
    if (entry === undefined) {
      return `nothing is kept of it under ${name} with this code, these flags and this environment: they are new, or it failed or could not be kept`;
    }
    return `it passed under ${name}, and since then ${this.#otherIn(entry)} changed`;
  }

  /** The first input that is not what it was. */
  #otherIn({ inputs }: Entry): string | null {
    const { root, env } = this.#plan;
    const other = inputs.find((input) => stateOf(input, root, env) !== input.state);
    if (other === undefined) return null;
    return other.kind === "getenv" ? `the variable ${other.name}` : other.name || ".";
  }

  async #keyOf(importPath: string, { settings }: VariantSpec): Promise<Made> {
    const plan = this.#plan;
    const code = (await this.#packageKeys(chosenBy(settings))).keys.get(importPath);
    if (code === undefined) return { kind: "unknown", why: "go list does not name it" };
    if (code.kind === "unknown") return code;
    const env = Object.entries(plan.env)
      .filter(([name]) => DECIDING.test(name))
      .map(([name, value]) => [name, value.replaceAll(plan.root, "\0")]);
    const { version, goos, goarch, cgo } = plan.go;
    const parts = [
      [VERSION, version, goos, goarch, cgo, importPath, code.hash],
      // Two modules of one repository may have the same path.
      [relative(plan.root, this.dirOf(importPath)), Object.entries(plan.go.deciding)],
      settings.map(({ gcflags, buildFlags, buildEnv, binaryFlags, godebug, env: own }) => [
        ...[
          gcflags,
          buildFlags,
          Object.entries(buildEnv),
          binaryFlags,
          godebug,
          Object.entries(own),
        ],
      ]),
      plan.flags.flags.map(({ words }) => words),
      [plan.flags.args, plan.run.timeout, env.sort()],
    ];
    const hash = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
    return { kind: "known", hash };
  }

  #packageKeys(chosen: Chosen): Promise<PackageKeys> {
    const name = JSON.stringify(chosen);
    const known = this.#keys.get(name);
    if (known !== undefined) return known.keys;
    const keys = this.#listed(chosen);
    this.#keys.set(name, { ...chosen, keys });
    return keys;
  }

  #listed({ flags, env: own }: Chosen): Promise<PackageKeys> {
    const { cwd, root, ownFlags, packages, env, groups, go } = this.#plan;
    const all = [...listFlags(ownFlags), ...listFlags(flagsIn(flags))];
    const paths = packages.map((pkg) => pkg.importPath);
    const asked = { cwd, root, groups, kept: go.deciding, env: { ...env, ...own } };
    return packageKeys(asked, all, paths);
  }

  /** A package's folder. */
  dirOf(importPath: string): string {
    return this.#dirs.get(importPath) ?? "";
  }

  /** A package ran in whole under a variant; `log`: the file with what its tests looked at. */
  ran(variant: string, facts: PackageFacts, log: string | null): void {
    const known = this.#passed.get(facts.importPath) ?? new Map<string, Ran>();
    known.set(variant, { facts, log });
    this.#passed.set(facts.importPath, known);
  }

  /**
   * Keeps what passed; of `failed`, packages of which something failed in any try, it keeps nothing, nor what
   * was kept before. Gives why it does not keep what passed, by package.
   */
  async save(failed: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    for (const importPath of failed) await this.#forget(importPath);
    if (this.#passed.size === 0) return new Map();
    const passed = [...this.#passed].filter(([importPath]) => !failed.has(importPath));
    if (await this.#wasEdited()) return new Map(passed.map(([path]) => [path, EDITED]));
    const reasons = new Map<string, string>();
    for (const [importPath, byVariant] of passed) {
      const reason = await this.#savePackage(importPath, byVariant);
      if (reason !== null) reasons.set(importPath, reason);
    }
    this.#store.prune();
    return reasons;
  }

  /** Under every variant: what failed under one is not to be told from an earlier run under another. */
  async #forget(importPath: string): Promise<void> {
    for (const variant of this.#plan.variants) {
      const key = await this.#keyOf(importPath, variant);
      if (key.kind === "unknown") continue;
      this.#store.forget(key.hash, (entry) => this.#otherIn(entry) === null);
    }
  }

  /** Somebody works in the checkout: which text was compiled can't be told. */
  async #wasEdited(): Promise<boolean> {
    for (const listing of this.#keys.values()) {
      const { keys, files, chosenBy } = await listing.keys;
      if (files.some((file) => this.#changed.has(file))) return true;
      // A file that came or went is in no list of before.
      if (!this.#mayListOthers(chosenBy)) continue;
      const now = await this.#listed(listing);
      if ([...keys].some(([path, made]) => !isSame(made, now.keys.get(path)))) return true;
    }
    return false;
  }

  #mayListOthers(chosenBy: readonly string[]): boolean {
    const { gowork } = this.#plan.go;
    const all = gowork === "" ? chosenBy : [...chosenBy, gowork];
    return all.some((path) => this.#changed.has(path));
  }

  /** Under every variant under which it ran; a text says why not under the last. */
  async #savePackage(
    importPath: string,
    byVariant: ReadonlyMap<string, Ran>,
  ): Promise<string | null> {
    let reason: string | null = null;
    for (const variant of this.#plan.variants) {
      const ran = byVariant.get(variant.name);
      if (ran === undefined) continue;
      const key = await this.#keyOf(importPath, variant);
      if (key.kind === "unknown") continue;
      const entry = this.#entry(ran.facts, ran.log, this.dirOf(importPath));
      if (typeof entry === "string") reason = entry;
      else this.#store.write(key.hash, entry);
    }
    return reason;
  }

  /** A text says why there is none. */
  #entry(facts: PackageFacts, log: string | null, dir: string): Entry | string {
    const { root, env } = this.#plan;
    const inputs = log === null ? [] : inputsOf(readText(log) ?? "", dir, root);
    if (inputs === null)
      return "what its tests looked at is not known in full, or is more than 20,000 files";
    const other = inputs.find(
      ({ kind, name }) => kind !== "getenv" && this.#changed.has(resolve(root, name)),
    );
    if (other !== undefined)
      return `${other.name || "."}, which its tests look at, changed meanwhile`;
    const known: Entry["inputs"][number][] = [];
    for (const input of inputs) {
      const state = stateOf(input, root, env);
      if (state === null) return `${input.name}, which its tests look at, is no file or too large`;
      known.push({ ...input, state });
    }
    return entryOf(facts, known) ?? "it did not pass in whole, or told too much to keep";
  }

  /** For people: which packages run, and why. */
  whyText(): string[] {
    return [...this.missed].map(([path, why]) => `${path} runs: ${why}`);
  }
}

const isSame = (left: Made, right: Made | undefined): boolean =>
  left.kind === "known" ? right?.kind === "known" && right.hash === left.hash : true;

const EDITED = "its sources, or those of others, changed meanwhile";

/** Packages with tests that were found; `45 of 48 packages …`, for a line of the log. */
export function reusedText(count: number, all: number): string {
  return `${count} of ${all} packages passed before with the same code and inputs: not run again`;
}
