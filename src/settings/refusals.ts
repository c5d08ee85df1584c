import { distance } from "fastest-levenshtein";
import { type Format, UsageError } from "../model/index.ts";
import { COMMANDS, type CommandName, type CommandSpec, WITHOUT_REPORT } from "./commands.ts";
import { nearest } from "./nearest.ts";

/** Flags and what stands behind `--`, as they were given. */
interface Given {
  readonly values: Readonly<Record<string, string | boolean>>;
  readonly rest: readonly string[] | null;
}

/** `pars x.json`, `rnu`: one letter from a command, or two that changed places, and no path. */
export function refuseMistyped(first: string): void {
  if (!/^[a-z]{3,}$/.test(first)) return;
  const near = COMMANDS.map(({ name }) => name).find(
    (name) => isSwapped(first, name) || (first.length > 3 && distance(first, name) === 1),
  );
  if (near === undefined) return;
  throw new UsageError(
    `there is no command ${first}, did you mean ${near}? A package of that name is ./${first}`,
  );
}

/** The same letters, two neighbours of them the other way round. */
function isSwapped(word: string, known: string): boolean {
  const at = [...known].findIndex((letter, index) => letter !== word[index]);
  const [one, other] = known.slice(at, at + 2);
  return at >= 0 && word === `${known.slice(0, at)}${other}${one}${known.slice(at + 2)}`;
}

/** A flag that means nothing to a command is a mistake worth telling. */
export function refuseOthers(spec: CommandSpec, found: Given): void {
  const taken: readonly string[] = [...spec.flags, "verbose", "color"];
  const other = Object.keys(found.values).find((name) => !taken.includes(name));
  if (other !== undefined) {
    const who = COMMANDS.filter(({ flags }) => flags.some((flag) => flag === other));
    const near = nearest(other, spec.flags);
    const hint = near === null ? "" : `, did you mean --${near}?`;
    const others = who.map(({ name }) => name).join(", ");
    throw new UsageError(
      `${spec.name} does not take --${other} (${others} ${who.length === 1 ? "does" : "do"})${hint}: see panicpath ${spec.name} --help`,
    );
  }
  if (found.rest !== null && !spec.takesGoFlags) {
    throw new UsageError(`${spec.name} runs no tests: it takes no flags of go test behind --`);
  }
}

/** What has no report prints text and JSON alone. */
export function refuseFormat(name: CommandName, format: Format | null): void {
  const isKnown = format === null || format === "json" || format === "text";
  if (isKnown || !WITHOUT_REPORT.includes(name)) return;
  throw new UsageError(`${name} prints text or json: --as ${format} is for reports`);
}

/** A command that is all there is to say. */
export function refuseWords(name: CommandName, [first]: readonly string[]): void {
  if (first !== undefined) throw new UsageError(`${name} takes no words, and ${first} is one`);
}
