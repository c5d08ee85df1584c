import { relative } from "../files/index.ts";
import { type Report, shellQuoted } from "../model/index.ts";

/**
 * A report whose lines to reproduce hold where we are: they are made for the repository's root, which
 * is where a reader of the files stands. `root` and `cwd`: absolute, without links.
 */
export function fromHere(report: Report, root: string, cwd: string): Report {
  if (cwd === root) return report;
  const moved = (line: string | null): string | null =>
    line === null ? null : movedLine(line, root, cwd);
  return {
    ...report,
    incidents: report.incidents.map((incident) => ({
      ...incident,
      reproduce: moved(incident.reproduce),
    })),
    tests: report.tests.map((test) =>
      test.reproduce === null ? test : { ...test, reproduce: moved(test.reproduce) },
    ),
  };
}

/** `cd DIR && `, quoted or not, as `assemble/reproduce.ts` writes it. */
const CD = /^cd ('(?:[^']|'\\'')*'|[^\s']+) && /;

function movedLine(line: string, root: string, cwd: string): string {
  const [start = "", quoted] = CD.exec(line) ?? [];
  const dir = quoted === undefined ? "" : unquoted(quoted);
  const way = relative(cwd, dir === "" ? root : `${root}/${dir}`);
  const rest = line.slice(start.length);
  return way === "" ? rest : `cd ${shellQuoted(way)} && ${rest}`;
}

const unquoted = (text: string): string =>
  text.startsWith("'") ? text.slice(1, -1).replaceAll("'\\''", "'") : text;
