// What does twice the input cost, in every parser, in the telling and in every renderer?
//   node bench/growth.mjs [NAME-PART] [LEAST-SECONDS]
//   node bench/growth.mjs --once      every row a single time at a tiny size: does it still run?
// Each row calibrates a size that takes at least LEAST-SECONDS (1) of CPU, or is larger than any that
// exists, then measures it and its double, three times each; the medians' ratio has a bound. A new parser joins by a row of `CASES`.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { CASES, ENTRY } from "./growth-cases.mjs";
import { median, scratch } from "./measure.mjs";

const BOUND = 2.2;
const ROUNDS = 3;
/** Letters of an input behind which no more is asked: no source and no line is as long. */
const LARGEST = 1 << 25;

/** One measured size in a process of its own, so that no row warms or fills another's memory. */
async function child(bundle, name, least) {
  const code = await import(pathToFileURL(bundle));
  const { make, work, most = Number.POSITIVE_INFINITY } = CASES.find((each) => each.name === name);
  const cpu = async (size) => {
    const input = make(size, code);
    globalThis.gc();
    const from = process.cpuUsage();
    await work(input, code);
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1e6;
  };
  let size = 500;
  await cpu(size);
  const isSmall = () => size < most && String(make(size, code)).length < LARGEST;
  for (let seconds = await cpu(size); seconds < least && isSmall(); seconds = await cpu(size)) {
    size = Math.ceil(size * Math.min(4, Math.max(1.3, (1.15 * least) / Math.max(seconds, 1e-3))));
  }
  const rows = { one: [], two: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rows.one.push(await cpu(size));
    rows.two.push(await cpu(2 * size));
  }
  process.stdout.write(JSON.stringify({ size, one: median(rows.one), two: median(rows.two) }));
}

/** What the rows reach of the sources, in one file; gives its path. */
async function bundled() {
  const outfile = join(scratch, "growth.mjs");
  await build({
    stdin: { contents: ENTRY, resolveDir: new URL("..", import.meta.url).pathname, loader: "ts" },
    banner: {
      js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);',
    },
    bundle: true,
    format: "esm",
    mainFields: ["module", "main"],
    outfile,
    platform: "node",
    target: "node20",
  });
  return outfile;
}

async function once() {
  const code = await import(pathToFileURL(await bundled()));
  for (const { make, work } of CASES) await work(make(3, code), code);
  console.log(`${CASES.length} rows ran`);
}

async function parent(part, least) {
  const bundle = await bundled();
  let missed = 0;
  for (const { name } of CASES.filter((each) => each.name.includes(part))) {
    const words = ["--expose-gc", "--max-old-space-size=4096", process.argv[1], "--child"];
    const ended = spawnSync(process.execPath, [...words, bundle, name, String(least)], {
      encoding: "utf8",
      timeout: 300_000,
    });
    if (ended.status !== 0) {
      missed += 1;
      const why = ended.error?.message ?? ended.stderr.trim().split("\n").slice(-3).join(" ");
      console.log(`${name.padEnd(52)} FAILED: ${why}`);
      continue;
    }
    const { size, one, two } = JSON.parse(ended.stdout);
    // What takes less than a tenth of a second at its largest is too short to tell.
    const holds = two / one <= BOUND || two < 0.1;
    if (!holds) missed += 1;
    const figures = `${String(size).padStart(9)}  ${one.toFixed(2).padStart(6)} s ${two.toFixed(2).padStart(6)} s`;
    const verdict = `x ${(two / one).toFixed(2)} ${holds ? "holds" : "MISSED"}`;
    console.log(`${name.padEnd(52)} ${figures}  ${verdict}`);
  }
  console.log(`bound ${BOUND}: ${missed} missed`);
  process.exitCode = missed === 0 ? 0 : 1;
}

const [first, ...rest] = process.argv.slice(2);
if (first === "--once") await once();
else if (first === "--child") await child(rest[0], rest[1], Number(rest[2]));
else await parent(first ?? "", Number(rest[0] ?? 1));
