// Shows one bad module under go test, gotestsum, tparse and panicpath, as each prints it.
//   node scripts/gallery.mjs GOTESTSUM TPARSE     (writes docs/gallery.md; needs Go)
//   (go install gotest.tools/gotestsum@v1.13.0; go install github.com/mfridman/tparse@latest)
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

const [gotestsum, tparse] = process.argv.slice(2);
if (tparse === undefined) throw new Error("usage: node scripts/gallery.mjs GOTESTSUM TPARSE");
const ROOT = new URL("..", import.meta.url).pathname;
const MODULE = join(ROOT, "examples/exchange");
const CLI = join(ROOT, "dist/cli.js");
const out = mkdtempSync(join(tmpdir(), "gallery-"));
// As where it is installed: by its name.
mkdirSync(join(out, "bin"));
symlinkSync(CLI, join(out, "bin/panicpath"));
const PATH = `${join(out, "bin")}:${process.env.PATH}`;

function run(shown, words) {
  const [file, ...args] = words;
  const ended = spawnSync(file, args, {
    cwd: MODULE,
    encoding: "utf8",
    env: {
      ...process.env,
      PATH,
      NO_COLOR: "1",
      CI: "",
      GITHUB_ACTIONS: "",
      PANICPATH_CACHE: "off",
    },
    maxBuffer: 1 << 28,
  });
  const text = `${ended.stdout}${shown.startsWith("panicpath") ? "" : ended.stderr}`;
  const plain = stripVTControlCharacters(text)
    .replaceAll(` --out ${out}/report`, "")
    .replaceAll(` --report-dir ${out}/report`, "")
    .replaceAll(`${out}/`, "")
    .replaceAll(`${MODULE}/`, "")
    .replaceAll(ROOT, "")
    .replace(/\/\S*\/(?=src\/(?:runtime|testing)\/)/g, "/usr/local/go/")
    .trimEnd();
  return { shown, code: ended.status, lines: plain.split("\n"), raw: ended.stdout };
}

const FLAGS = ["-count=1", "-timeout=3s"];
const json = run("go test -json", ["go", "test", "-json", ...FLAGS, "./..."]).raw;
const saved = join(out, "test.json");
writeFileSync(saved, json);
const tools = [
  run("go test ./...", ["go", "test", ...FLAGS, "./..."]),
  run("gotestsum ./...", [gotestsum, "--", ...FLAGS, "./..."]),
  run("go test -json ./... | tparse", [tparse, "-file", saved]),
  run("panicpath", [process.execPath, CLI, "--out", join(out, "report"), "--", "-timeout=3s"]),
];
rmSync(out, { recursive: true, force: true });

const MOST = 60;
const sections = tools.map(({ shown, code, lines }) => {
  const more = lines.length > MOST ? [`... ${lines.length - MOST} more lines`] : [];
  return `## \`${shown}\`\n\n${lines.length} lines, exit code ${code}.\n\n\`\`\`text\n${[...lines.slice(0, MOST), ...more].join("\n")}\n\`\`\``;
});
writeFileSync(
  join(ROOT, "docs/gallery.md"),
  `# One bad module, four tools

\`examples/exchange\` has six faults: two of its packages panic in two tests each or in a goroutine, one hangs, one has a data race that
only the race detector sees, one fails in the ordinary way. This is what each tool prints of it, as \`scripts/gallery.mjs\` ran them; the first ${MOST} lines of each.

${sections.join("\n\n")}
`,
);
console.log(tools.map(({ shown, lines }) => `${shown}: ${lines.length} lines`).join("\n"));
