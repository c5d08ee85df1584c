import { fieldsOf, isMap, loadYaml } from "../../files/index.ts";
import { splitGoWords } from "../../go/index.ts";

/** A job of a workflow that runs `go test`, as far as it can be told from its text. */
export interface TestedJob {
  /** `.github/workflows/ci.yml`. */
  readonly file: string;
  readonly job: string;
  /** Versions for actions/setup-go from a matrix; empty where there is none. */
  readonly goVersions: readonly string[];
  /** Names of runners from a matrix. */
  readonly runners: readonly string[];
  /** Flags of its `go test` that decide what is tested: tags, race, short, timeout. */
  readonly flags: readonly string[];
  /** Services that it starts beside its tests. */
  readonly services: readonly string[];
  /** Branches of the workflow's pull requests, or else of its pushes. */
  readonly branches: readonly string[];
  /** What of the job a workflow made from it does not have, in words. */
  readonly lost: readonly string[];
}

/** Jobs of a workflow's text; none where it is no YAML, or no job runs go test. */
export async function testedJobs(file: string, text: string): Promise<TestedJob[]> {
  const workflow = fieldsOf(await parsed(text));
  const branches = branchesOf(workflow.get("on"));
  return [...fieldsOf(workflow.get("jobs"))].flatMap(([job, value]) => {
    const fields = fieldsOf(value);
    const steps = listOf(fields.get("steps")).map(fieldsOf);
    const line = steps.flatMap((step) => goTestLines(step.get("run")))[0];
    if (line === undefined) return [];
    const matrix = fieldsOf(fieldsOf(fields.get("strategy")).get("matrix"));
    const setup = steps.find((step) => /^actions\/setup-go@/.test(String(step.get("uses"))));
    const version = fieldsOf(setup?.get("with")).get("go-version");
    return [
      {
        ...{ file, job },
        goVersions: ofMatrix(version, matrix),
        runners: ofMatrix(fields.get("runs-on"), matrix),
        flags: flagsOf(line),
        services: [...fieldsOf(fields.get("services")).keys()],
        branches,
        lost: [
          ...(["include", "exclude"] as const)
            .filter((name) => matrix.has(name))
            .map((name) => `${name} of its matrix`),
          ...(["env", "container"] as const).filter((name) => fields.has(name)),
          ...lostSteps(steps),
          ...lostFlags(line),
        ],
      },
    ];
  });
}

async function parsed(text: string): Promise<unknown> {
  try {
    return (await loadYaml()).yamlOf(text);
  } catch {
    return null;
  }
}

/** Names without patterns. */
function branchesOf(on: unknown): string[] {
  const events = fieldsOf(on);
  const named = ["pull_request", "push"].map((event) =>
    listOf(fieldsOf(events.get(event)).get("branches"))
      .map(String)
      .filter((name) => !/[*?[!]/.test(name)),
  );
  return named.find((names) => names.length > 0) ?? [];
}

/** What stands before the tests and may be needed by them. */
function lostSteps(steps: readonly ReadonlyMap<string, unknown>[]): string[] {
  const tests = steps.findIndex((step) => goTestLines(step.get("run")).length > 0);
  const before = steps.slice(0, Math.max(0, tests));
  const runs = before.filter((step) => step.has("run")).length;
  const submodules = before.some((step) => fieldsOf(step.get("with")).has("submodules"));
  return [
    ...(runs === 0 ? [] : [`${runs} ${runs === 1 ? "step" : "steps"} before its tests`]),
    ...(submodules ? ["submodules of its checkout"] : []),
  ];
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Lines of a script that call go test themselves. */
const goTestLines = (script: unknown): string[] =>
  typeof script === "string"
    ? script
        .replaceAll("\\\n", " ")
        .split("\n")
        .filter((line) => /^\s*(?:[A-Z_]+=\S* )*go test(?: |$)/.test(line))
    : [];

/** `${{ matrix.go }}`: what the matrix lists under that name. */
function ofMatrix(value: unknown, matrix: ReadonlyMap<string, unknown>): string[] {
  const name = /^\$\{\{ *matrix\.([\w-]+) *\}\}$/.exec(typeof value === "string" ? value : "")?.[1];
  const listed = listOf(name === undefined ? null : matrix.get(name));
  return listed.filter((each) => !isMap(each) && !Array.isArray(each)).map(String);
}

const KEPT = /^--?(?:race|short|tags=[\w,.]+|timeout=[\w.]+)$/;
const KEPT_IN_TWO = /^--?(?:tags|timeout)$/;

/** Those that are the same wherever they run; a word with a variable of the shell is none. */
function flagsOf(line: string): string[] {
  return testWords(line).flatMap((word, at, words) => {
    const next = words[at + 1] ?? "";
    if (KEPT_IN_TWO.test(word) && KEPT.test(`${word}=${next}`)) return [`${word}=${next}`];
    return KEPT.test(word) ? [word] : [];
  });
}

/** Flags that are not taken over, but for those of go test's own printing. */
const lostFlags = (line: string): string[] =>
  testWords(line).filter(
    (word) =>
      word.startsWith("-") &&
      !KEPT.test(word) &&
      !KEPT_IN_TWO.test(word) &&
      !/^--?(?:v|json|count|cover\w*|parallel|p)(?:=|$)/.test(word),
  );

const testWords = (line: string): string[] => splitGoWords(line.slice(line.indexOf("go test") + 7));
