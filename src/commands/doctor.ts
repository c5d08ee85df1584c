import { existsSync, statfsSync } from "node:fs";
import { join } from "../files/index.ts";
import { ownWords, resolveBase } from "../git/index.ts";
import { ask, type Caller, goEnvironment, goList, goVersion, hasTestFiles } from "../go/index.ts";
import { ImpossibleError } from "../model/index.ts";
import { type CheckState, type DoctorCheck, renderDoctor } from "../render/index.ts";
import { type Interruption, withSession } from "../runner/index.ts";
import type { Command, Environment, RunSettings, Settings } from "../settings/index.ts";
import { baseRequest } from "./base-request.ts";
import { contractChecks } from "./probes/contract.ts";
import { debuggerCheck } from "./probes/debugger.ts";
import { strangersCodeWarning, testedCommits } from "./pull-request-target.ts";

/**
 * `panicpath doctor`: what this machine, Go and checkout can do before a first run, and
 * whether what the reports rest on holds. Exit code 1 where it does not.
 */
export function doctorAndPrint(
  { run, installDebugger }: Extract<Command, { kind: "doctor" }>,
  settings: Settings,
  interruption: Interruption,
): Promise<number> {
  return withSession(settings, interruption, async (session) => {
    const { environment } = settings;
    // Without Go there is nothing to try: that is said at once.
    const caller = { env: environment.env, groups: session.groups };
    const version = await goVersion(run.workingDirectory, caller);
    const { cacheDir } = environment;
    const folders = {
      toolDir: cacheDir === null ? null : join(cacheDir, "tools"),
      tempDir: session.tempDir,
    };
    const surrounding = [
      ...(await goChecks(run, caller)),
      ...(await gitChecks(run, environment, caller)),
      tokenCheck(environment),
      diskCheck(environment.tempDir),
      await debuggerCheck(version, folders, caller, installDebugger),
    ];
    const contract = await contractChecks(session, environment.env, version);
    session.progress.end();
    if (session.isInterrupted()) return 1;
    const trusted = contract.every((check) => check.state !== "fails");
    const diagnosis = { environment: surrounding, contract, trusted };
    const json = settings.as === "json";
    process.stdout.write(
      json ? `${JSON.stringify(diagnosis, null, 2)}\n` : renderDoctor(diagnosis),
    );
    return trusted && surrounding.every((check) => check.state !== "fails") ? 0 : 1;
  });
}

const checkOf = (name: string, text: string, state: CheckState = "info"): DoctorCheck => ({
  name,
  state,
  text,
});

async function goChecks(run: RunSettings, caller: Caller): Promise<DoctorCheck[]> {
  const cwd = run.workingDirectory;
  try {
    const go = await goEnvironment(cwd, caller);
    const source = existsSync(join(go.goroot, "src", "testing", "testing.go"));
    const { packages } = await goList(cwd, caller, [], run.packages, false);
    const tested = packages.filter(hasTestFiles);
    return [
      checkOf(
        "Go",
        `${go.version} ${go.goos}/${go.goarch}, ${source ? "its source is there" : "without its source"}`,
      ),
      checkOf(
        "race",
        go.cgo
          ? "cgo is on: the variant race can be built"
          : "cgo is off: the variant race can't be built",
      ),
      checkOf(
        "packages",
        `${tested.length} of ${packages.length} have tests: ${estimate(tested.length)}`,
      ),
    ];
  } catch (error) {
    if (!(error instanceof ImpossibleError)) throw error;
    return [checkOf("Go", error.message, "fails")];
  }
}

/** Two test binaries a package, of about 6 MB; they are taken away when the last variant has passed. */
function estimate(packages: number): string {
  const mb = packages * 12;
  return `about ${mb} MB of test binaries while it runs, and two to three times the time of go test`;
}

async function gitChecks(
  run: RunSettings,
  environment: Environment,
  caller: Caller,
): Promise<DoctorCheck[]> {
  const cwd = run.workingDirectory;
  const git = async (...args: string[]): Promise<string | null> => {
    try {
      const answer = await ask("git", [...ownWords(cwd, caller.env), ...args], cwd, caller);
      return answer.code === 0 ? answer.stdout.trim() : null;
    } catch {
      return null;
    }
  };
  const version = await git("--version");
  if (version === null) return [checkOf("git", "there is none: nothing is compared with a base")];
  const shallow = await git("rev-parse", "--is-shallow-repository");
  const depth = shallow === "true" ? "a shallow clone" : "a full clone";
  const checks = [checkOf("git", `${version}, ${shallow === null ? "no repository here" : depth}`)];
  const tested = await testedCommits(cwd, environment, caller.groups);
  const strangers = strangersCodeWarning(environment.github, tested) !== null;
  const request = baseRequest(run, environment, strangers);
  if (request === null) {
    return [
      ...checks,
      checkOf("base", "none: give --base REF; in GitHub Actions the event tells it"),
    ];
  }
  const base = await resolveBase(cwd, caller, request);
  const text = base.kind === "found" ? `${base.commit.slice(0, 12)}, ${base.reason}` : base.reason;
  return [...checks, checkOf("base", text)];
}

/** What a token may do is known only once it is used; what can't work is known before. */
function tokenCheck({ github }: Environment): DoctorCheck {
  if (github === null) return checkOf("GitHub", "not in a workflow: files and text only");
  const { name } = github.event;
  return checkOf(
    "GitHub",
    `event ${name}: summary, annotations and outputs need no right but reading`,
  );
}

function diskCheck(dir: string): DoctorCheck {
  try {
    const { bavail, bsize } = statfsSync(dir);
    const gb = (bavail * bsize) / 1e9;
    return checkOf("disk", `${gb.toFixed(1)} GB are free for test binaries in ${dir}`);
  } catch {
    return checkOf("disk", `${dir} can't be looked at; set TMPDIR to a folder that can be written`);
  }
}
