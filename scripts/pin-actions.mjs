// Turns the tags of actions in .github/workflows into commits, each with its tag behind it.
//   node scripts/pin-actions.mjs [--write]     (needs git and the network; without --write it only lists them)
// Pinned by tag today: no commit is written down that was not read with its tag.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const DIR = new URL("../.github/workflows", import.meta.url).pathname;
const USES = /uses: ([\w.-]+\/[\w.-]+)((?:\/[\w.-]+)*)@(v[\w.]+)$/gm;
const isWriting = process.argv.includes("--write");

function commitOf(repository, tag) {
  const url = `https://github.com/${repository}`;
  const lines = execFileSync("git", ["ls-remote", url, `refs/tags/${tag}`, `refs/tags/${tag}^{}`], {
    encoding: "utf8",
  });
  // Of an annotated tag the commit that it stands for comes second.
  const commit = lines.trim().split("\n").at(-1)?.split("\t")[0] ?? "";
  if (!/^[0-9a-f]{40}$/.test(commit)) throw new Error(`${repository} has no tag ${tag}`);
  return commit;
}

for (const name of readdirSync(DIR)) {
  const file = join(DIR, name);
  const text = readFileSync(file, "utf8");
  const pinned = text.replace(USES, (line, repository, path, tag) => {
    console.log(`${name}: ${repository}${path}@${tag}`);
    return isWriting ? `uses: ${repository}${path}@${commitOf(repository, tag)} # ${tag}` : line;
  });
  if (pinned !== text) writeFileSync(file, pinned);
}
