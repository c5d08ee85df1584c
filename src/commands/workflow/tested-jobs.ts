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
}

/** Jobs of a workflow's text; none where it is no YAML, or no job runs go test. */
export async function testedJobs(file: string, text: string): Promise<TestedJob[]> {
  const jobs = fieldsOf(fieldsOf(await parsed(text)).get("jobs"));
  return [...jobs].flatMap(([job, value]) => {
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

/** Those that are the same wherever they run; a word with a variable of the shell is none. */
function flagsOf(line: string): string[] {
  const words = splitGoWords(line.slice(line.indexOf("go test") + 7));
  return words.filter((word) => /^--?(?:race|short|tags=[\w,.]+|timeout=[\w.]+)$/.test(word));
}
