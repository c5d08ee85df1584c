// Measures the sources as docs/architecture.md wants them: sizes, walls, and what is left to do.
//   node scripts/house.mjs
// Prints figures by room; exits 1 where a bound is missed. Bounds stand in BOUNDS.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";

const ROOT = new URL("..", import.meta.url).pathname;
const SRC = join(ROOT, "src");
const BOUNDS = {
  importsInRoom: 62,
  filesInFolder: 20,
  linesOfFile: 300,
  any: 0,
  suppressions: 0,
  circles: 0,
};

/** The others take paths from files/paths.ts, which have one form on every system. */
const TAKE_NODES_PATHS = ["files/paths.ts", "settings/environment.ts", "settings/called-as.ts"];

const filesBelow = (dir) =>
  readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    return entry.isDirectory() ? filesBelow(path) : path.endsWith(".ts") ? [path] : [];
  });

const files = filesBelow(SRC).map((path) => {
  const text = readFileSync(path, "utf8");
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, "");
  const imports = [...code.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map(([, to]) =>
    normalize(join(dirname(path), to)),
  );
  const name = relative(SRC, path);
  const room = name.includes("/") ? name.split("/")[0] : "doorbells";
  return { path, name, room, code, lines: text.split("\n").length - 1, imports };
});
const byPath = new Map(files.map((file) => [file.path, file]));

/** Files of a circle that imports make; doors of other rooms are left out, as a wall keeps those apart. */
function circles() {
  const state = new Map();
  const found = [];
  const visit = (file, trail) => {
    if (state.get(file.path) === "done") return;
    const at = trail.indexOf(file.name);
    if (at >= 0) {
      found.push(trail.slice(at).join(" > "));
      return;
    }
    for (const to of file.imports) {
      const next = byPath.get(to);
      if (next !== undefined) visit(next, [...trail, file.name]);
    }
    state.set(file.path, "done");
  };
  for (const file of files) visit(file, []);
  return found;
}

function byFolder() {
  const folders = new Map();
  for (const file of files) {
    const folder = dirname(file.name);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return folders;
}

const rooms = [...new Set(files.map(({ room }) => room))].sort();
const all = files.reduce((sum, { lines }) => sum + lines, 0);
console.log(`${"room".padEnd(12)} files  lines  share  imports inside  longest file`);
const missed = [];
for (const room of rooms) {
  const own = files.filter((file) => file.room === room);
  const lines = own.reduce((sum, file) => sum + file.lines, 0);
  const inside = own
    .filter(({ name }) => !name.endsWith("/index.ts"))
    .flatMap(({ imports }) => imports)
    .filter((to) => byPath.get(to)?.room === room && !to.endsWith("/index.ts")).length;
  const [longest] = [...own].sort((left, right) => right.lines - left.lines);
  const share = `${((100 * lines) / all).toFixed(0)} %`;
  console.log(
    `${room.padEnd(12)} ${String(own.length).padStart(5)} ${String(lines).padStart(6)} ${share.padStart(6)} ${String(inside).padStart(15)}  ${longest.name} ${longest.lines}`,
  );
  if (inside > BOUNDS.importsInRoom) missed.push(`${room}: ${inside} imports inside`);
}
const folders = byFolder();
for (const [folder, own] of folders) {
  if (own.length > BOUNDS.filesInFolder) missed.push(`${folder}/: ${own.length} files`);
}
for (const { name, code, lines } of files) {
  if (lines > BOUNDS.linesOfFile) missed.push(`${name}: ${lines} lines`);
  if (/from "node:path"/.test(code) && !TAKE_NODES_PATHS.includes(name)) {
    missed.push(`${name}: node:path in place of files/paths.ts`);
  }
}
const count = (pattern) =>
  files.reduce((sum, { code }) => sum + [...code.matchAll(pattern)].length, 0);
const suppressions = files.reduce(
  (sum, { path }) =>
    sum +
    [...readFileSync(path, "utf8").matchAll(/biome-ignore|@ts-(?:ignore|expect-error)/g)].length,
  0,
);
const found = { any: count(/(?:: |<)any\b(?!,)/g), suppressions, circles: circles().length };
console.log(
  `${files.length} files, ${all} lines; casts ${count(/\bas (?!const\b)[A-Z]\w*/g)}, any ${found.any}, suppressions ${suppressions}, circles ${found.circles}`,
);
for (const [name, value] of Object.entries(found)) {
  if (value > BOUNDS[name]) missed.push(`${name}: ${value}`);
}
for (const line of circles()) console.log(`circle: ${line}`);
for (const line of missed) console.log(`MISSED ${line}`);
process.exitCode = missed.length === 0 ? 0 : 1;
