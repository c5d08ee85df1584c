/** What t.Log, t.Error and t.Fatal print: `    x_test.go:12: words` (testing.go, decorate). */
const LOGGED = /^\s*(\S+\.go):(\d+): ?(.*)$/s;

export interface Logged {
  readonly file: string;
  readonly line: number;
  /** As printed, `x_test.go:12: want 1`, with the lines that belong to it. */
  readonly message: string;
}

/** Lines kept of one message. */
const MOST_LINES = 60;
const MESSAGE_LIMIT = 4000;

/** The lines of the last message that a test logged; none where it logged nothing. */
export function lastLogged(lines: readonly string[]): readonly string[] {
  const at = lines.findLastIndex((line) => LOGGED.test(line));
  return at < 0 ? [] : loggedAt(lines, at);
}

/** The lines of the message that begins there: testing indents what follows its first line. */
export function loggedAt(lines: readonly string[], at: number): readonly string[] {
  const rest = lines.slice(at + 1, at + MOST_LINES);
  const end = rest.findIndex((line) => !isFurther(line));
  return [lines[at] ?? "", ...(end < 0 ? rest : rest.slice(0, end))];
}

const isFurther = (line: string): boolean =>
  (line.startsWith("        ") || line.trim() === "") && !/^\s*--- /.test(line);

/** A message of these lines; null where the first one is none that testing prints. */
export function readLogged([first = "", ...further]: readonly string[]): Logged | null {
  const found = LOGGED.exec(first);
  if (found === null) return null;
  const message = [first.trim(), ...further.map((line) => line.slice(8))].join("\n").trim();
  return { file: found[1] ?? "", line: Number(found[2]), message: message.slice(0, MESSAGE_LIMIT) };
}
