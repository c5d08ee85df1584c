import { existsSync, readdirSync } from "node:fs";
import { join, readWithin } from "../../files/index.ts";
import { nestedModules } from "../../go/index.ts";
import { type TestedJob, testedJobs } from "./tested-jobs.ts";

/** Checked out by the remote, and here; null where that is not known. */
export interface Branches {
  readonly remote: string | null;
  readonly here: string | null;
}

/** What a repository tells of how its tests are to be run. */
export interface Repository {
  readonly branches: Branches;
  /** go.mod or go.work of the root. */
  readonly atRoot: "go.mod" | "go.work" | null;
  /** Folders of modules below the root, in order. */
  readonly nested: readonly string[];
  /** The file from which actions/setup-go takes its version; the module with the highest one, of several. */
  readonly versionFile: string;
  readonly jobs: readonly TestedJob[];
}

const WORKFLOWS = ".github/workflows";
const MOST_WORKFLOWS = 100;
const MOST_BYTES = 1 << 20;

/** Looks at a checkout; null where no module lies in it. */
export async function repositoryAt(root: string, branches: Branches): Promise<Repository | null> {
  const isThere = (name: string): boolean => existsSync(join(root, name));
  const atRoot = (["go.work", "go.mod"] as const).find(isThere) ?? null;
  const nested = nestedModules(root);
  if (atRoot === null && nested.length === 0) return null;
  const jobs: TestedJob[] = [];
  for (const file of workflowFiles(root)) {
    const text = readWithin(root, join(root, file), MOST_BYTES);
    if (text !== null) jobs.push(...(await testedJobs(file, text)));
  }
  const versionFile = isThere(".go-version") ? ".go-version" : (atRoot ?? newest(root, nested));
  return { branches, atRoot, nested, versionFile, jobs };
}

function workflowFiles(root: string): string[] {
  try {
    const names = readdirSync(join(root, WORKFLOWS)).filter((name) => /\.ya?ml$/.test(name));
    return names
      .sort()
      .slice(0, MOST_WORKFLOWS)
      .map((name) => `${WORKFLOWS}/${name}`);
  } catch {
    return [];
  }
}

function newest(root: string, nested: readonly string[]): string {
  const files = nested.map((dir) => `${dir}/go.mod`);
  const minorOf = (file: string): number => {
    const text = readWithin(root, join(root, file), MOST_BYTES) ?? "";
    return Number(/^go 1\.(\d+)/m.exec(text)?.[1] ?? 0);
  };
  return files.reduce(
    (best, file) => (minorOf(file) > minorOf(best) ? file : best),
    files[0] ?? "",
  );
}
