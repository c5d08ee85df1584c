// Draws what a terminal shows of panicpath as an SVG, from real output.
//   node scripts/picture.mjs [FILE]     (docs/terminal.svg; needs Go)
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [file = new URL("../docs/terminal.svg", import.meta.url).pathname] = process.argv.slice(2);
const ROOT = new URL("..", import.meta.url).pathname;
const out = mkdtempSync(join(tmpdir(), "picture-"));
// As where it is installed: by its name.
mkdirSync(join(out, "bin"));
symlinkSync(join(ROOT, "dist/cli.js"), join(out, "bin/panicpath"));
const PATH = `${join(out, "bin")}:${process.env.PATH}`;
const ended = spawnSync(
  process.execPath,
  ["dist/cli.js", "--working-directory", "examples/exchange", "--color", "always"].concat([
    "--variants",
    "default,race",
    "--out",
    join(out, "panicpath-report"),
    "--",
    "-timeout=3s",
  ]),
  {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, PATH, CI: "", GITHUB_ACTIONS: "", PANICPATH_CACHE: "off" },
  },
);
rmSync(out, { recursive: true, force: true });
// Where this machine keeps its temporary folders is nobody's business.
const lines = ended.stdout
  .replaceAll(` --color always`, "")
  .replaceAll(` --out ${out}/panicpath-report`, "")
  .replaceAll(` --report-dir ${out}/panicpath-report`, "")
  .replaceAll(`${out}/`, "")
  .trimEnd()
  .split("\n");

/** What colours begin with. */
const ESCAPE = String.fromCharCode(27);
const COLUMNS = 118;
const LINE = 18;
const LETTER = 7.83;
const COLOURS = { 31: "#ff7b72", 32: "#3fb950", 33: "#d29922", 1: "#f0f6fc", 2: "#8b949e" };
const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Pieces of a line, each with its colour; letters beyond the last column are cut. */
function pieces(line) {
  const found = [];
  let colour = null;
  let bold = false;
  let left = COLUMNS;
  for (const part of `[0m${line}`.split(ESCAPE)) {
    const [, code, text] = /^\[(\d+)m(.*)$/.exec(part) ?? [null, "0", part];
    if (code === "0") [colour, bold] = [null, false];
    else if (code === "1") bold = true;
    else colour = COLOURS[code] ?? null;
    const shown = text.length > left ? `${text.slice(0, Math.max(0, left - 1))}…` : text;
    if (left > 0 && shown !== "") found.push({ text: shown, colour, bold });
    left -= text.length;
  }
  return found;
}

const rows = lines.map((line, at) => {
  const spans = pieces(line).map(({ text, colour, bold }) => {
    const fill = colour === null ? (bold ? ` fill="${COLOURS[1]}"` : "") : ` fill="${colour}"`;
    return `<tspan${fill}${bold ? ' font-weight="bold"' : ""}>${escaped(text)}</tspan>`;
  });
  return `<text x="16" y="${30 + at * LINE}" xml:space="preserve">${spans.join("")}</text>`;
});
const width = Math.round(32 + COLUMNS * LETTER);
const height = 24 + (lines.length + 1) * LINE;
writeFileSync(
  file,
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="panicpath in a terminal">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="13" fill="#c9d1d9">
${rows.join("\n")}
</g>
</svg>
`,
);
console.log(`${file}: ${lines.length} lines`);
