import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { isOn, withSlashes } from "../model/index.ts";
import { calledAs } from "./called-as.ts";
import { githubEvent } from "./github-event.ts";
import { OF_THE_ACTION, secretsOf } from "./secrets.ts";
import type { Environment, GithubRun } from "./settings.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** What the process was given by whoever started it. */
export function readEnvironment(env: Env = process.env): Environment {
  const ci = isOn(env.CI) || isOn(env.GITHUB_ACTIONS);
  const terminal = process.stderr.isTTY === true;
  return {
    github: githubRun(env),
    ci,
    stdoutIsTerminal: process.stdout.isTTY === true,
    stderrIsTerminal: terminal && !ci,
    color: hasColor(env, process.stdout.isTTY === true),
    progressColor: hasColor(env, terminal),
    columns: process.stderr.columns ?? 80,
    calledAs: () => calledAs(env, process.argv[1]),
    cacheDir: cacheDirOf(env),
    tempDir: withSlashes(env.GOTMPDIR || env.RUNNER_TEMP || tmpdir()),
    env: environmentOfTests(env),
    secrets: secretsOf(env),
  };
}

/** By the stream that is written (no-color.org, force-color.org). GitHub's log shows colours, and is no terminal. */
function hasColor(env: Env, isTerminal: boolean): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== "") return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "") return isOn(env.FORCE_COLOR);
  if (isOn(env.GITHUB_ACTIONS)) return true;
  return isTerminal && env.TERM !== "dumb";
}

/** As os.UserCacheDir has it; PANICPATH_CACHE names another folder, or is off. */
function cacheDirOf({
  PANICPATH_CACHE: given,
  XDG_CACHE_HOME: xdg,
  HOME: home,
}: Env): string | null {
  if (given === "off") return null;
  if (given !== undefined && given !== "") return given;
  // Nothing that is kept there is used on Windows.
  if (process.platform === "win32") return null;
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, "panicpath");
  if (home === undefined || !isAbsolute(home)) return null;
  return process.platform === "darwin"
    ? join(home, "Library/Caches/panicpath")
    : join(home, ".cache/panicpath");
}

/** Tests are code of a pull request: they get no input of ours, the token among them. */
function environmentOfTests(env: Env): Record<string, string> {
  const given = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !OF_THE_ACTION.test(entry[0]),
  );
  // Windows writes it `Path`, and takes it in any letters.
  const isPath = (name: string): boolean =>
    process.platform === "win32" && name.toUpperCase() === "PATH";
  return Object.fromEntries(given.map(([name, text]) => [isPath(name) ? "PATH" : name, text]));
}

/** docs.github.com, variables reference: default environment variables. */
function githubRun(env: Env): GithubRun | null {
  if (!isOn(env.GITHUB_ACTIONS)) return null;
  const serverUrl = env.GITHUB_SERVER_URL || "https://github.com";
  const repository = env.GITHUB_REPOSITORY ?? "";
  const attempt = countOf(env.GITHUB_RUN_ATTEMPT) || 1;
  return {
    summary: env.GITHUB_STEP_SUMMARY || null,
    output: env.GITHUB_OUTPUT || null,
    serverUrl,
    apiUrl: env.GITHUB_API_URL || "https://api.github.com",
    repository,
    sha: env.GITHUB_SHA || null,
    runUrl: pageOf(serverUrl, repository, env.GITHUB_RUN_ID ?? "", attempt),
    by: { id: countOf(env.GITHUB_RUN_ID), run: countOf(env.GITHUB_RUN_NUMBER), attempt },
    job: `${env.GITHUB_WORKFLOW ?? ""}/${env.GITHUB_JOB ?? ""}`,
    step: env.GITHUB_ACTION ?? "",
    // The runner's mark for processes of its job (actions/runner, JobExtension.cs).
    worker: env.RUNNER_TRACKING_ID ?? "",
    token: env.PANICPATH_TOKEN || env.GITHUB_TOKEN || env.GH_TOKEN || null,
    event: githubEvent(env, repository),
  };
}

const countOf = (text: string | undefined): number =>
  /^\d{1,15}$/.test(text ?? "") ? Number(text) : 0;

const pageOf = (server: string, repository: string, id: string, attempt: number): string | null =>
  repository === "" || id === ""
    ? null
    : `${server}/${repository}/actions/runs/${id}/attempts/${attempt}`;
