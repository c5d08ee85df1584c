import { listed } from "../../model/index.ts";
import type { Repository } from "./repository.ts";
import type { TestedJob } from "./tested-jobs.ts";

/** A workflow for a repository, and what a person should know of it. */
export interface Suggestion {
  readonly text: string;
  /** One sentence each. */
  readonly notes: readonly string[];
}

/** What the jobs of the workflow run on; one of each, or none, is no matrix. */
interface Legs {
  readonly versions: readonly string[];
  readonly runners: readonly string[];
}

type Inputs = readonly (readonly [name: string, value: string])[];

/** Tests are not run on older ones. */
const OLDEST_MINOR = 21;

/** The workflow of the README, made for what was found; a pure function of it. */
export function suggestionFor(repository: Repository): Suggestion {
  const job = largest(repository.jobs);
  const legs = {
    versions: (job?.goVersions ?? []).filter(isRunnable),
    runners: (job?.runners ?? []).filter((name) => /^(?:ubuntu|macos)-/.test(name)),
  };
  const tested = testedInputs(repository, job?.flags ?? []);
  const isMatrix = legs.versions.length > 1 || legs.runners.length > 1;
  const jobs = isMatrix ? matrixJobs(repository, legs, tested) : oneJob(repository, tested);
  const { remote, here } = repository.branches;
  const branch = remote ?? job?.branches[0] ?? here ?? "main";
  return {
    text: [...head(branch), ...jobs, ""].join("\n"),
    notes: notesOf(repository, job),
  };
}

/** Of several jobs that test the one with the most legs. */
const largest = (jobs: readonly TestedJob[]): TestedJob | null =>
  jobs.toSorted((left, right) => legsOf(right) - legsOf(left))[0] ?? null;

const legsOf = ({ goVersions, runners }: TestedJob): number =>
  Math.max(1, goVersions.length) * Math.max(1, runners.length);

function isRunnable(version: string): boolean {
  const minor = /^1\.(\d+)/.exec(version)?.[1];
  return minor === undefined || Number(minor) >= OLDEST_MINOR;
}

/** `${{ words }}` */
const expression = (words: string): string => `\${{ ${words} }}`;

/** A scalar of YAML that is a text, whatever stands in it. */
const scalar = (word: string): string =>
  /^[A-Za-z.][\w./-]*$/.test(word) ? word : JSON.stringify(word);

const head = (branch: string): string[] => [
  "name: panics",
  "on:",
  "  pull_request:",
  "  merge_group:",
  `  push: { branches: [${scalar(branch)}] }`,
  "permissions:",
  "  contents: read",
  "  pull-requests: write # the comment",
  "  checks: write # the check run",
  "concurrency:",
  `  group: panics-${expression("github.ref")}`,
  `  cancel-in-progress: ${expression("github.event_name == 'pull_request'")}`,
  "jobs:",
];

/** What of the repository is tested, and how. */
function testedInputs({ atRoot, nested }: Repository, flags: readonly string[]): Inputs {
  const [first = "", ...others] = nested;
  const where: Inputs = others.length === 0 ? [["working-directory", first]] : [["module", "all"]];
  const how: Inputs = flags.length === 0 ? [] : [["go-test-flags", flags.join(" ")]];
  return [...(atRoot === null ? where : []), ...how];
}

const CACHE_DIR: Inputs = [["cache-dir", ".panicpath-cache"]];

function oneJob({ versionFile }: Repository, tested: Inputs): string[] {
  return [
    "  panics:",
    "    runs-on: ubuntu-latest",
    ...steps(`go-version-file: ${scalar(versionFile)}`, ["runner.os"]),
    ...action([...tested, ["fail-on", "new"], ...CACHE_DIR]),
    ...upload("panicpath"),
  ];
}

/** Legs keep silent, and one job says what all of them found. */
function matrixJobs(
  { versionFile }: Repository,
  { versions, runners }: Legs,
  tested: Inputs,
): string[] {
  const hasVersions = versions.length > 1;
  const axes = [
    ...(hasVersions ? [{ name: "go", words: versions.map((each) => JSON.stringify(each)) }] : []),
    ...(runners.length > 1 ? [{ name: "os", words: runners.map(scalar) }] : []),
  ];
  const matrix = axes.map(({ name, words }) => `${name}: [${words.join(", ")}]`).join(", ");
  const leg = axes.map(({ name }) => expression(`matrix.${name}`)).join("-");
  const version = hasVersions
    ? `go-version: "${expression("matrix.go")}"`
    : `go-version-file: ${scalar(versionFile)}`;
  const silent = ["comment", "check", "annotations", "job-summary"] as const;
  return [
    "  test:",
    "    strategy:",
    "      fail-fast: false",
    `      matrix: { ${matrix} }`,
    `    runs-on: ${runners.length > 1 ? expression("matrix.os") : "ubuntu-latest"}`,
    ...steps(version, ["runner.os", ...(hasVersions ? ["matrix.go"] : [])]),
    ...action([
      ...tested,
      ["fail-on", "none"],
      ...silent.map((name) => [name, "never"] as const),
      ...CACHE_DIR,
    ]),
    ...upload(`panicpath-${leg}`),
    "  panics:",
    "    needs: test",
    `    if: ${expression("!cancelled()")}`,
    "    runs-on: ubuntu-latest",
    "    steps:",
    "      - uses: actions/download-artifact@v6",
    "        with: { pattern: panicpath-*, path: reports }",
    ...action([
      ["command", "merge"],
      ["report", "reports"],
      ["fail-on", "new"],
    ]),
  ];
}

/** Up to the action itself; `like`: what legs that may share outcomes have in common. */
function steps(version: string, like: readonly string[]): string[] {
  const key = ["panicpath", ...like.map(expression)].join("-");
  return [
    "    timeout-minutes: 30",
    "    steps:",
    "      - uses: actions/checkout@v5",
    "      - uses: actions/setup-go@v6",
    `        with: { ${version} }`,
    "      - uses: actions/cache@v4 # what passed before with the same code and inputs is not run again",
    "        with:",
    "          path: .panicpath-cache",
    `          key: ${key}-${expression("github.run_id")}`,
    `          restore-keys: ${key}-`,
  ];
}

const action = (inputs: Inputs): string[] => [
  "      - uses: panicpath/panicpath@v0",
  "        with:",
  ...inputs.map(([name, value]) => `          ${name}: ${scalar(value)}`),
];

const upload = (name: string): string[] => [
  "      - uses: actions/upload-artifact@v5",
  "        if: always()",
  `        with: { name: ${scalar(name)}, path: panicpath-report }`,
];

function notesOf({ atRoot, nested }: Repository, job: TestedJob | null): string[] {
  const ignored = ".panicpath-cache is for .gitignore";
  const below = atRoot === "go.mod" && nested.length > 0 ? [belowText(nested)] : [];
  if (job === null) return [...below, ignored];
  const { goVersions, runners, flags, services, lost } = job;
  const from = `${job.job} of ${job.file}`;
  const old = goVersions.filter((version) => !isRunnable(version));
  const windows = runners.filter((name) => name.startsWith("windows"));
  const isLike = goVersions.length > 1 || runners.length > 1 || flags.length > 0;
  return [
    ...(isLike ? [`matrix and flags are those of ${from}`] : []),
    ...(old.length > 0
      ? [`Go ${listed(old)} is left out: tests are run on Go 1.${OLDEST_MINOR} or later`]
      : []),
    ...(windows.length > 0
      ? [`${listed(windows)} is left out: add it where your tests are to run there too`]
      : []),
    ...(lost.length > 0 ? [`not taken over from ${from}: ${listed(lost)}`] : []),
    ...(services.length > 0 ? [`${from} starts ${listed(services)}: copy its services`] : []),
    ...below,
    ignored,
  ];
}

const belowText = (nested: readonly string[]): string =>
  `left out ${nested.length === 1 ? "is the module" : "are the modules"} ${listed(nested)} below the root: "module: all" takes all in`;
