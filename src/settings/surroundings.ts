import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import type { GithubEvent, GithubFiles, Surroundings } from "./settings.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** What the process was given by whoever started it. */
export function readSurroundings(env: Env = process.env): Surroundings {
  const ci = isTrue(env.CI) || isTrue(env.GITHUB_ACTIONS);
  const terminal = process.stderr.isTTY === true;
  return {
    github: githubFiles(env),
    ci,
    stdoutIsTerminal: process.stdout.isTTY === true,
    stderrIsTerminal: terminal && !ci,
    color: terminal && env.NO_COLOR === undefined && env.TERM !== "dumb",
    columns: process.stderr.columns ?? 80,
    tempDir: env.RUNNER_TEMP || tmpdir(),
    env: Object.fromEntries(
      Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  };
}

const isTrue = (text: string | undefined): boolean =>
  text !== undefined && text !== "" && text !== "0" && text.toLowerCase() !== "false";

function githubFiles(env: Env): GithubFiles | null {
  if (!isTrue(env.GITHUB_ACTIONS)) return null;
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha } = env;
  return {
    summary: env.GITHUB_STEP_SUMMARY || null,
    output: env.GITHUB_OUTPUT || null,
    workspace: env.GITHUB_WORKSPACE || null,
    blobUrl: server && repository && sha ? `${server}/${repository}/blob/${sha}` : null,
    event: githubEvent(env),
  };
}

/** The parts of GITHUB_EVENT_PATH that are read; docs.github.com, events that trigger workflows. */
interface EventFile {
  readonly before?: unknown;
  readonly merge_group?: { readonly base_sha?: unknown };
}

function githubEvent(env: Env): GithubEvent {
  const file = readEvent(env.GITHUB_EVENT_PATH);
  return {
    name: env.GITHUB_EVENT_NAME ?? "",
    baseRef: env.GITHUB_BASE_REF || null,
    before: shaOf(file.before),
    baseSha: shaOf(file.merge_group?.base_sha),
  };
}

function readEvent(path: string | undefined): EventFile {
  try {
    const value: unknown = JSON.parse(readFileSync(path ?? "", "utf8"));
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

const shaOf = (value: unknown): string | null =>
  typeof value === "string" && /^[0-9a-f]{40,64}$/.test(value) ? value : null;
