import { existsSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { resolveBase } from "../git/index.ts";
import { ask, type Caller, goEnvironment, goList, goVersion } from "../go/index.ts";
import { ImpossibleError } from "../model/index.ts";
import { type CheckState, type DoctorCheck, renderDoctor } from "../render/index.ts";
import { type Interruption, withSession } from "../runner/index.ts";
import type { RunSettings, Settings, Surroundings } from "../settings/index.ts";
import { baseRequest } from "./base-request.ts";
import { contractChecks } from "./probes/contract.ts";
import { strangersCodeWarning, testedCommits } from "./pull-request-target.ts";

/**
 * `panicpath doctor`: what this machine, Go and checkout can do before a first run, and
 * whether what the reports rest on holds. Exit code 1 where it does not.
 */
export function doctorAndPrint(
  run: RunSettings,
  settings: Settings,
  interruption: Interruption,
): Promise<number> {
  return withSession(settings, interruption, async (session) => {
    const { surroundings } = settings;
    // Without Go there is nothing to try: that is said at once.
    const caller = { env: surroundings.env, groups: session.groups };
    const version = await goVersion(run.workingDirectory, caller);
    const surrounding = [
      ...(await goChecks(run, caller)),
      ...(await gitChecks(run, surroundings, caller)),
      tokenCheck(surroundings),
      diskCheck(surroundings.tempDir),
    ];
    const contract = await contractChecks(session, surroundings.env, version);
    session.progress.end();
    if (session.isInterrupted()) return 1;
    const trusted = contract.every((check) => check.state !== "fails");
    const diagnosis = { surroundings: surrounding, contract, trusted };
    const json = settings.as === "json";
    process.stdout.write(
      json ? `${JSON.stringify(diagnosis, null, 2)}\n` : renderDoctor(diagnosis),
    );
    return trusted ? 0 : 1;
  });
}

const told = (name: string, text: string, state: CheckState = "info"): DoctorCheck => ({
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
    const tested = packages.filter(
      (each) => each.testFiles.length + each.externalTestFiles.length > 0,
    );
    return [
      told(
        "Go",
        `${go.version} ${go.goos}/${go.goarch}, ${source ? "its source is there" : "without its source"}`,
      ),
      told(
        "race",
        go.cgo
          ? "cgo is on: the variant race can be built"
          : "cgo is off: the variant race can't be built",
      ),
      told(
        "packages",
        `${tested.length} of ${packages.length} have tests: ${estimate(tested.length)}`,
      ),
    ];
  } catch (error) {
    if (!(error instanceof ImpossibleError)) throw error;
    return [told("Go", error.message, "fails")];
  }
}

/** Two test binaries a package, of about 6 MB; they are taken away when the last variant has passed. */
function estimate(packages: number): string {
  const mb = packages * 12;
  return `about ${mb} MB of test binaries while it runs, and two to three times the time of go test`;
}

async function gitChecks(
  run: RunSettings,
  surroundings: Surroundings,
  caller: Caller,
): Promise<DoctorCheck[]> {
  const cwd = run.workingDirectory;
  const git = async (...args: string[]): Promise<string | null> => {
    try {
      const answer = await ask("git", args, cwd, caller);
      return answer.code === 0 ? answer.stdout.trim() : null;
    } catch {
      return null;
    }
  };
  const version = await git("--version");
  if (version === null) return [told("git", "there is none: nothing is compared with a base")];
  const shallow = await git("rev-parse", "--is-shallow-repository");
  const depth = shallow === "true" ? "a shallow clone" : "a full clone";
  const checks = [told("git", `${version}, ${shallow === null ? "no repository here" : depth}`)];
  const tested = await testedCommits(cwd, surroundings, caller.groups);
  const strangers = strangersCodeWarning(surroundings.github, tested) !== null;
  const request = baseRequest(run, surroundings, strangers);
  if (request === null) {
    return [...checks, told("base", "none: give --base REF; in GitHub Actions the event tells it")];
  }
  const base = await resolveBase(cwd, caller, request);
  const text = base.kind === "found" ? `${base.commit.slice(0, 12)}, ${base.reason}` : base.reason;
  return [...checks, told("base", text)];
}

/** What a token may do is known only once it is used; what can't work is known before. */
function tokenCheck({ github }: Surroundings): DoctorCheck {
  if (github === null) return told("GitHub", "not in a workflow: files and text only");
  const { name } = github.event;
  return told(
    "GitHub",
    `event ${name}: summary, annotations and outputs need no right but reading`,
  );
}

function diskCheck(dir: string): DoctorCheck {
  try {
    const { bavail, bsize } = statfsSync(dir);
    const gb = (bavail * bsize) / 1e9;
    return told("disk", `${gb.toFixed(1)} GB are free for test binaries in ${dir}`);
  } catch {
    return told("disk", `${dir} can't be looked at; set TMPDIR to a folder that can be written`);
  }
}
