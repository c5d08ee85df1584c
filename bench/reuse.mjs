// What does a push cost where most of the module passed before? CPU in one run, against plain go test.
//   node bench/reuse.mjs [MODULE@VERSION ...]     (golang.org/x/text@v0.21.0 go.uber.org/zap@v1.27.0 k8s.io/apimachinery@v0.31.0)
// Modules come through the module proxy; go's own caches are warm, ours is our own. An unchanged tree, a leaf
// package changed, one that many import, and a clone in another folder. Hits of packages with tests are printed.
import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CLI, row, scratch, timed } from "./measure.mjs";

const DEFAULTS = [
  "golang.org/x/text@v0.21.0",
  "go.uber.org/zap@v1.27.0",
  "k8s.io/apimachinery@v0.31.0",
];
const modules = process.argv.length > 2 ? process.argv.slice(2) : DEFAULTS;

const out = (args, cwd) => spawnSync("go", args, { cwd, encoding: "utf8", maxBuffer: 1 << 28 });

function checkout(module) {
  const { Dir } = JSON.parse(out(["mod", "download", "-json", module], scratch).stdout);
  const dir = join(scratch, module.replace(/\W/g, "_"));
  cpSync(Dir, dir, { recursive: true });
  spawnSync("chmod", ["-R", "u+w", dir]);
  return dir;
}

/** Import paths with tests, and how many packages with tests each of them reaches. */
function packagesOf(dir) {
  const listed = out(
    ["list", "-test", "-f", '{{.ImportPath}}\t{{.Dir}}\t{{join .Deps " "}}', "./..."],
    dir,
  ).stdout;
  const tests = listed
    .split("\n")
    .map((line) => line.split("\t"))
    .filter(([path]) => path?.endsWith(".test"));
  const reach = new Map();
  for (const [, , deps = ""] of tests) {
    for (const dep of new Set(deps.split(" "))) reach.set(dep, (reach.get(dep) ?? 0) + 1);
  }
  return tests.map(([path, folder]) => ({
    path: path.slice(0, -5),
    folder,
    reach: reach.get(path.slice(0, -5)) ?? 0,
  }));
}

function run(dir, args = []) {
  const { cpu } = timed([process.execPath, CLI, "--base", "none", "--out", "out", ...args], {
    cwd: dir,
    env: { ...process.env, PANICPATH_CACHE: join(scratch, "cache") },
  });
  const { packages } = JSON.parse(readFileSync(join(dir, "out/report.json"), "utf8"));
  const passed = packages.filter((each) => each.outcome === "pass" && !each.noTestFiles);
  return { cpu, hits: packages.filter((each) => each.cached).length, all: passed.length };
}

/** What no run of two builds can go below: each of them asks go for the changed package once. */
function twoBuilds(dir, { path, folder }) {
  change(folder);
  const own = timed(["go", "test", "-json", "-count=1", path], { cwd: dir }).cpu;
  const flags = ["-json", "-count=1", "-vet=off", `-gcflags=${path}=-l`];
  return own + timed(["go", "test", ...flags, path], { cwd: dir }).cpu;
}

const change = (folder) =>
  appendFileSync(join(folder, firstFile(folder)), "\nvar _ = func() int { return 1 }\n");
const firstFile = (folder) =>
  out(["list", "-f", "{{index .GoFiles 0}}", "."], folder).stdout.trim();
const hits = ({ hits: again, all }) => `${again} of ${all} packages reused`;

for (const module of modules) {
  const dir = checkout(module);
  run(dir);
  out(["test", "./..."], dir);
  const warm = timed(["go", "test", "./..."], { cwd: dir }).cpu;
  const counted = timed(["go", "test", "-count=1", "./..."], { cwd: dir }).cpu;
  const list = timed(["go", "list", "-test", "-deps", "-export", "./..."], { cwd: dir }).cpu;
  console.log(
    `${module}: go test warm ${warm.toFixed(2)} s, -count=1 ${counted.toFixed(2)} s, go list -export ${list.toFixed(2)} s`,
  );
  const same = run(dir);
  row("  unchanged, s of CPU", same.cpu, 1.5 * 2 * list + 0.3);
  console.log(`    ${hits(same)}`);
  const other = `${dir}-clone`;
  cpSync(dir, other, { recursive: true });
  const clone = run(other);
  row("  a clone in another folder, s of CPU", clone.cpu);
  console.log(`    ${hits(clone)}`);
  const packages = packagesOf(dir).sort((left, right) => left.reach - right.reach);
  for (const [words, chosen] of [
    ["a leaf package changed", packages[0]],
    ["the package that most import changed", packages.at(-1)],
  ]) {
    change(chosen.folder);
    out(["vet", "./..."], dir);
    const plain = timed(["go", "test", "./..."], { cwd: dir }).cpu;
    const ours = run(dir);
    row(`  ${words}, against go test on a warm cache`, ours.cpu / plain);
    console.log(`    ${chosen.path}, ${ours.cpu.toFixed(2)} s; ${hits(ours)}`);
    if (chosen === packages[0])
      row(
        "    go's own two test builds of it alone, against the same",
        twoBuilds(dir, chosen) / plain,
      );
  }
}
