// Prints what CHANGELOG.md says of a version, or of what is not released yet.
//   node scripts/release-notes.mjs VERSION
import { readFileSync } from "node:fs";

const [version = ""] = process.argv.slice(2);
const text = readFileSync(new URL("../CHANGELOG.md", import.meta.url), "utf8");
const sections = text.split(/^## /m).slice(1);
const own = sections.find((each) => each.split("\n", 1)[0].trim().startsWith(version));
if (version === "" || own === undefined) {
  throw new Error(`CHANGELOG.md has no section of version "${version}": name what stands there`);
}
process.stdout.write(`${own.slice(own.indexOf("\n") + 1).trim()}\n`);
