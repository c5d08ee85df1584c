import { createHash } from "node:crypto";
import { relative, resolve } from "node:path";
import { readText } from "../../files/index.ts";
import { listFlags } from "../../go/index.ts";
import { type PackageFacts, type Setting, VERSION } from "../../model/index.ts";
import type { Plan } from "../plan/plan.ts";
import type { VariantSpec } from "../plan/variant-spec.ts";
import { type Entry, entryOf, factsOf } from "./entry.ts";
import { type Input, inputsOf, isNewer, stateOf } from "./inputs.ts";
import { type PackageKeys, packageKeys } from "./package-keys.ts";
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
  "count bench benchtime benchmem run skip shuffle exec cover covermode coverpkg coverprofile gcflags " +
  "blockprofile cpuprofile memprofile mutexprofile trace outputdir fuzz fuzztime artifacts overlay toolexec"
).split(" ");

/** Variables beside those that tests ask for which decide what is built or how it runs. */
const DECIDING =
  /^(?:GO(?!PATH$|MODCACHE$|CACHE$|TMPDIR$|PROXY$|ENV$|ROOT$)[A-Z0-9]*|CC|CXX|FC|PKG_CONFIG|CGO_.*)$/;

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
  /** By the flags that choose files: keys of packages. */
  readonly #keys = new Map<string, Promise<PackageKeys>>();
  readonly #passed = new Map<string, Map<string, Ran>>();
  /** What is newer than this was not what the tests saw. */
  readonly #startedMs = Date.now();
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
    for (const { importPath, testFiles, externalTestFiles } of this.#plan.packages) {
      const hasTests = testFiles.length + externalTestFiles.length > 0;
      // Without tests there is nothing to run under a variant.
      const variants = this.#plan.variants.slice(0, hasTests ? undefined : 1);
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
      const entries = key === null ? [] : this.#store.read(key);
      const entry = entries.find((entry) => this.#changed(entry) === null);
      if (key === null || entry === undefined) {
        this.missed.set(importPath, this.#why(key, entries[0], variant));
        return null;
      }
      this.#store.touch(key);
      facts.set(variant.name, factsOf(importPath, entry));
    }
    return facts;
  }

  #why(key: string | null, entry: Entry | undefined, { name }: VariantSpec): string {
    if (key === null) return "a file of it can't be read, or it does not load";
    if (entry === undefined) {
      return `it has not passed under ${name} with this code, these flags and this environment`;
    }
    return `it passed under ${name}, and since then ${this.#changed(entry)} changed`;
  }

  /** The first input that is not what it was. */
  #changed({ inputs }: Entry): string | null {
    const { root, env } = this.#plan;
    const other = inputs.find((input) => stateOf(input, root, env) !== input.state);
    if (other === undefined) return null;
    return other.kind === "getenv" ? `the variable ${other.name}` : other.name;
  }

  async #keyOf(importPath: string, { settings }: VariantSpec): Promise<string | null> {
    const plan = this.#plan;
    const choosing = settings.flatMap(({ buildFlags }) => buildFlags);
    const code = (await this.#packageKeys(choosing)).keys.get(importPath);
    if (code === undefined) return null;
    const env = Object.entries(plan.env)
      .filter(([name]) => DECIDING.test(name))
      .map(([name, value]) => [name, value.replaceAll(plan.root, "$ROOT")]);
    const { version, goos, goarch, cgo } = plan.go;
    const parts = [
      [VERSION, version, goos, goarch, cgo, importPath, code],
      // Two modules of one repository may have the same path.
      [relative(plan.root, this.dirOf(importPath)), plan.go.deciding],
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
    return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  }

  #packageKeys(flags: readonly string[]): Promise<PackageKeys> {
    const name = flags.join(" ");
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const made = this.#listed(flags);
    this.#keys.set(name, made);
    return made;
  }

  #listed(flags: readonly string[]): Promise<PackageKeys> {
    const { cwd, root, ownFlags, packages } = this.#plan;
    const all = [...listFlags(ownFlags), ...listFlags(flagsIn(flags))];
    const paths = packages.map((pkg) => pkg.importPath);
    return packageKeys(cwd, this.#plan, root, all, paths);
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

  /** Keeps what passed; `troubled`: packages of which something failed in any try. */
  async save(failed: ReadonlySet<string>): Promise<void> {
    if (this.#passed.size === 0 || (await this.#wasEdited())) return;
    for (const [importPath, byVariant] of this.#passed) {
      if (!failed.has(importPath)) await this.#savePackage(importPath, byVariant);
    }
    this.#store.prune();
  }

  /** Somebody works in the checkout: which text was compiled can't be told. */
  async #wasEdited(): Promise<boolean> {
    for (const [flags, before] of this.#keys) {
      const { keys, files } = await before;
      if (files.some((file) => isNewer(file, this.#startedMs))) return true;
      // A file that came or went is in no list of before.
      const now = await this.#listed(flags === "" ? [] : flags.split(" "));
      if ([...keys].some(([path, key]) => now.keys.get(path) !== key)) return true;
    }
    return false;
  }

  async #savePackage(importPath: string, byVariant: ReadonlyMap<string, Ran>): Promise<void> {
    for (const variant of this.#plan.variants) {
      const ran = byVariant.get(variant.name);
      const key = ran === undefined ? null : await this.#keyOf(importPath, variant);
      if (ran === undefined || key === null) continue;
      const entry = this.#entry(ran.facts, ran.log, this.dirOf(importPath));
      if (entry !== null) this.#store.write(key, entry);
    }
  }

  #entry(facts: PackageFacts, log: string | null, dir: string): Entry | null {
    const { root, env } = this.#plan;
    const inputs = log === null ? [] : inputsOf(readText(log) ?? "", dir, root);
    if (inputs === null) return null;
    const isOwn = ({ kind, name }: Input): boolean =>
      kind !== "getenv" && isNewer(resolve(root, name), this.#startedMs);
    if (inputs.some(isOwn)) return null;
    const states = inputs.map((input) => ({ ...input, state: stateOf(input, root, env) }));
    const known = states.filter(
      (each): each is typeof each & { state: string } => each.state !== null,
    );
    return known.length < states.length ? null : entryOf(facts, known);
  }

  /** For people: which packages run, and why. */
  whyText(): string[] {
    return [...this.missed].map(([path, why]) => `${path} runs: ${why}`);
  }
}

const flagsIn = (words: readonly string[]) => ({
  flags: words.map((word) => ({
    name: word.replace(/^-+/, "").replace(/=.*/, ""),
    value: null,
    words: [word],
  })),
  packages: [],
  args: [],
});

/** `45 of 48 packages`, for a line of the log. */
export function reusedText(reused: Reused, all: number): string {
  return `${reused.size} of ${all} packages passed before with the same code and inputs: not run again`;
}
