import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { layoutOf, type PackageStory, tellRun } from "../../src/correlate/index.ts";
import { RunReader } from "../../src/stream/index.ts";

export interface ExpectedPlace {
  readonly function: string | null;
  readonly file: string;
  readonly line: number;
  readonly function_aliases?: readonly string[];
}

export interface ExpectedIncident {
  readonly kind: string;
  readonly message: string | null;
  readonly runtime_error: boolean;
  readonly test: string | null;
  readonly goroutine_created_by: string | null;
  readonly blamed: ExpectedPlace | null;
  readonly blamed_alternatives?: readonly ExpectedPlace[];
  readonly function_aliases?: readonly string[];
  readonly recovered_repanicked: boolean;
  readonly running_tests?: readonly string[];
  readonly signal?: string;
  readonly chain?: readonly { message: string; blamed: ExpectedPlace | null }[];
}

export interface ExpectedPackage {
  readonly package: string;
  readonly failed_tests: readonly string[];
  readonly passed_tests: readonly string[];
  readonly skipped_tests?: readonly string[];
  readonly interrupted_tests?: readonly string[];
  readonly incidents: readonly ExpectedIncident[];
  readonly not_run_tests: readonly string[];
}

interface ExpectedFile extends ExpectedPackage {
  readonly packages?: readonly ExpectedPackage[];
  readonly by_go?: readonly { min?: number; max?: number; set?: Partial<ExpectedPackage> }[];
}

export interface Capture {
  readonly name: string;
  readonly version: string;
  readonly files: readonly string[];
  readonly expected: readonly ExpectedPackage[];
}

export const hash = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 16);

/** Reads files of one run as the program does. */
export function tellFiles(files: readonly string[], chunkSize = 1 << 16): PackageStory[] {
  const reader = new RunReader();
  for (const file of files) {
    const input = reader.input();
    const text = readFileSync(file, "utf8");
    for (let at = 0; at < text.length; at += chunkSize) input.push(text.slice(at, at + chunkSize));
    input.end();
  }
  const facts = reader.facts();
  return tellRun(facts, layoutOf(facts, []), hash);
}

/** Every capture below a corpus folder: `.jsonl` with its `.stderr`, and `.txt`. */
export function captures(root: string): Capture[] {
  if (!existsSync(root)) return [];
  const versions = readdirSync(root).filter((name) => /^go1\.\d+\.\d+$/.test(name));
  return versions.sort(byVersion).flatMap((version) => {
    const dir = join(root, version);
    return readdirSync(dir)
      .filter((file) => /\.(?:jsonl|txt)$/.test(file))
      .sort()
      .flatMap((file) => {
        const name = file.replace(/\.(?:jsonl|txt)$/, "");
        const expected = readExpected(root, name, Number(version.split(".")[1]));
        if (expected === null) return [];
        const stderr = join(dir, `${name}.stderr`);
        const withErrors = file.endsWith(".jsonl") && existsSync(stderr);
        return [
          {
            name: file,
            version,
            files: withErrors ? [join(dir, file), stderr] : [join(dir, file)],
            expected,
          },
        ];
      });
  });
}

const byVersion = (left: string, right: string): number =>
  Number(left.split(".")[1]) - Number(right.split(".")[1]);

/** A variant without an expectation of its own (`x.shuffle`) has its case's. */
function readExpected(root: string, name: string, minor: number): ExpectedPackage[] | null {
  const candidates = [name, name.replace(/\.[^.]+$/, "")];
  const found = candidates
    .map((candidate) => join(root, "expected", `${candidate}.json`))
    .find((path) => existsSync(path));
  if (found === undefined) return null;
  const file = JSON.parse(readFileSync(found, "utf8")) as ExpectedFile;
  let merged: ExpectedFile = file;
  for (const { min = 0, max = 99, set } of file.by_go ?? []) {
    if (minor >= min && minor <= max && set !== undefined) merged = { ...merged, ...set };
  }
  return [...(merged.packages ?? [merged])];
}

/** What differs between a story and what is expected of it, in words; empty where all is right. */
export function differences(
  expected: readonly ExpectedPackage[],
  stories: readonly PackageStory[],
): string[] {
  const problems: string[] = [];
  for (const want of expected) {
    const story = stories.find((candidate) => candidate.facts.importPath === want.package);
    if (story === undefined) problems.push(`${want.package}: no such package`);
    else problems.push(...packageDifferences(want, story));
  }
  const extra = stories.filter(
    (story) => !expected.some((want) => want.package === story.facts.importPath),
  );
  for (const story of extra) problems.push(`unexpected package "${story.facts.importPath}"`);
  return problems;
}

function packageDifferences(want: ExpectedPackage, story: PackageStory): string[] {
  const names = (outcome: string): string[] =>
    [...story.outcomes].filter(([, got]) => got === outcome).map(([name]) => name);
  return [
    ...compareLists("failed", want.failed_tests, names("fail")),
    // A finished benchmark has no result event: the expectations leave it out, the report counts it as passed.
    ...compareLists(
      "passed",
      want.passed_tests,
      names("pass").filter((name) => !name.startsWith("Benchmark")),
    ),
    ...compareLists("skipped", want.skipped_tests ?? [], names("skip")),
    ...compareLists("interrupted", want.interrupted_tests ?? [], names("interrupted")),
    ...incidentDifferences(want.incidents, story),
  ];
}

function compareLists(what: string, want: readonly string[], got: readonly string[]): string[] {
  const left = [...new Set(want)].sort().join(" ");
  const right = [...new Set(got)].sort().join(" ");
  return left === right ? [] : [`${what}: want [${left}] got [${right}]`];
}

function incidentDifferences(want: readonly ExpectedIncident[], story: PackageStory): string[] {
  const got = story.incidents;
  if (want.length !== got.length) {
    return [
      `incidents: want ${want.length} got ${got.length}: ${got.map((one) => `${one.kind} ${one.message}`).join("; ")}`,
    ];
  }
  return want.flatMap((expected, index) => {
    const candidates = got.filter((one) => one.kind === expected.kind);
    const actual = candidates.find((one) => sameText(expected.message, one.message)) ?? got[index];
    return actual === undefined ? ["no incident"] : oneIncident(expected, actual);
  });
}

type Found = PackageStory["incidents"][number];

function oneIncident(want: ExpectedIncident, got: Found): string[] {
  const problems: string[] = [];
  const check = (what: string, left: unknown, right: unknown): void => {
    if (left !== right)
      problems.push(`${what}: want ${JSON.stringify(left)} got ${JSON.stringify(right)}`);
  };
  check("kind", want.kind, got.kind);
  if (!sameText(want.message, got.message)) check("message", want.message, got.message);
  check("runtime error", want.runtime_error, got.runtimeError);
  check("test", want.test, got.attribution.test);
  check("created by", want.goroutine_created_by, got.createdBy);
  check("recovered", want.recovered_repanicked, got.repanicked);
  if (want.signal !== undefined) check("signal", want.signal, got.signal);
  problems.push(
    ...placeDifferences(
      "site",
      [want.blamed, ...(want.blamed_alternatives ?? [])],
      got.site,
      want.function_aliases,
    ),
  );
  check("chain", want.chain?.length ?? 0, got.chain.length);
  for (const [index, link] of (want.chain ?? []).entries()) {
    check("chain message", link.message, got.chain[index]?.message);
    problems.push(...placeDifferences("chain site", [link.blamed], got.chain[index]?.site ?? null));
  }
  return problems;
}

function sameText(want: string | null, got: string | null): boolean {
  if (want === null || got === null) return want === got;
  return (
    want ===
    got.replace(/0x[0-9a-f]+/g, (address) => (want.includes("0xADDR") ? "0xADDR" : address))
  );
}

function placeDifferences(
  what: string,
  wanted: readonly (ExpectedPlace | null)[],
  got: Found["site"],
  aliases: readonly string[] = [],
): string[] {
  const fits = wanted.some((want) => {
    if (want === null || got === null) return want === got;
    const functions = [want.function, ...(want.function_aliases ?? []), ...aliases];
    return want.file === got.file && want.line === got.line && functions.includes(got.function);
  });
  if (fits) return [];
  return [`${what}: want ${JSON.stringify(wanted)} got ${JSON.stringify(got)}`];
}
