import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { dirname, join, resolve } from "../../files/index.ts";
import { Git } from "../../git/index.ts";
import { nearestWith } from "../../go/index.ts";
import { ImpossibleError } from "../../model/index.ts";
import { forLog } from "../../render/index.ts";
import { type Interruption, withSession } from "../../runner/index.ts";
import type { Command, Settings } from "../../settings/index.ts";
import { type Branches, repositoryAt } from "./repository.ts";
import { suggestionFor } from "./workflow-text.ts";

const FILE = ".github/workflows/panics.yml";

/**
 * `panicpath init`: shows a workflow for this repository and writes it; at a terminal only after a yes.
 * Throws ImpossibleError where there is no module, or another file of that name.
 */
export function initAndPrint(
  { dir }: Extract<Command, { kind: "init" }>,
  settings: Settings,
  interruption: Interruption,
): Promise<number> {
  return withSession(settings, interruption, async ({ groups }) => {
    const { environment } = settings;
    const root = rootOf(resolve(dir));
    const branches = await branchesOf(new Git(root, { env: environment.env, groups }));
    const repository = await repositoryAt(root, branches);
    if (repository === null) {
      throw new ImpossibleError(
        `there is no go.mod in ${root} or below it: run init in a repository with Go code`,
      );
    }
    const { text, notes } = suggestionFor(repository);
    const file = join(root, FILE);
    process.stdout.write(`# ${FILE}\n${text}`);
    for (const note of notes) process.stderr.write(`note: ${forLog(note)}\n`);
    if (existsSync(file)) return alreadyThere(file, text);
    const asks = environment.stdoutIsTerminal && process.stdin.isTTY === true;
    if (asks && !(await isWanted())) return 0;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: "wx" });
    process.stderr.write(
      `${FILE} is written: commit it, and open a pull request to see what it says\n`,
    );
    return 0;
  });
}

/** The repository's root; without one the folder itself. */
const rootOf = (dir: string): string => nearestWith(dir, ".git") ?? dir;

async function branchesOf(git: Git): Promise<Branches> {
  const nameOf = async (ref: string): Promise<string | null> => {
    const { ok, out } = await git.run(["symbolic-ref", "--short", ref]);
    return ok && out.trim() !== "" ? out.trim() : null;
  };
  const remote = await nameOf("refs/remotes/origin/HEAD");
  return { remote: remote?.replace(/^origin\//, "") ?? null, here: await nameOf("HEAD") };
}

function alreadyThere(file: string, text: string): number {
  if (readFileSync(file, "utf8") === text) {
    process.stderr.write(`${FILE} is there already, as it stands above\n`);
    return 0;
  }
  throw new ImpossibleError(
    `${FILE} is there already and is another: nothing was written. Take over from above what you like, or remove the file`,
  );
}

async function isWanted(): Promise<boolean> {
  const talk = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await talk.question(`write ${FILE}? [Y/n] `).catch(() => "n");
  talk.close();
  return /^(?:y|yes|)$/i.test(answer.trim());
}
