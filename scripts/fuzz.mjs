// Mutates every captured output, and reads, judges and renders what comes of it.
//   node scripts/fuzz.mjs [MUTATIONS] [SEED]
// No mutation may throw, or take a second. One that does is printed with what makes it again.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const [mutations = "100000", seed = "1"] = process.argv.slice(2);
const ROOT = new URL("..", import.meta.url).pathname;
const MOST_MS = 1000;
/** Larger fixtures are cut: time goes into mutations. */
const MOST_LETTERS = 60_000;

const ENTRY = `
export * from "./src/toolchain/index.ts";
export * from "./src/parse/index.ts";
export * from "./src/stream/index.ts";
export * from "./src/judge/index.ts";
export * from "./src/render/index.ts";
export { parsedReport } from "./src/commands/parse.ts";
export { withBaseReport } from "./src/compare/report.ts";
`;

async function load() {
  const dir = mkdtempSync(join(tmpdir(), "fuzz-"));
  process.on("exit", () => rmSync(dir, { recursive: true, force: true }));
  const outfile = join(dir, "fuzz.mjs");
  await build({
    stdin: { contents: ENTRY, resolveDir: ROOT, loader: "ts" },
    banner: {
      js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);',
    },
    ...{ bundle: true, format: "esm", outfile, platform: "node", target: "node20" },
    mainFields: ["module", "main"],
  });
  return import(pathToFileURL(outfile));
}

function filesBelow(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** Mulberry32: the same seed, the same mutations. */
function randomOf(start) {
  let state = start | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const HOSTILE = [
  ..."\0\u001b\ufffd\ud800{}[]()\"\\`'<&|*_~:\t\r\n",
  ...[
    "\u202e",
    "\u2028",
    "::error::",
    "::stop-commands::x",
    "]]>",
    "<!--",
    "@someone",
    "__proto__",
  ],
  ...[
    "panic: ",
    "\tpanic: ",
    "goroutine 1 [running]:\n",
    "FAIL\n",
    "PASS\n",
    "--- FAIL: ",
    "=== RUN   ",
  ],
  ...["# x [x.test]\n", "exit status 2\n", "==================\n", "WARNING: DATA RACE\n", "..."],
  ...[
    '{"Action":"output","Output":"',
    '{"Action":"fail","Package":"x"}\n',
    "a".repeat(5000),
    "(".repeat(500),
  ],
];

/** One to four changes: letters, lines, cuts, pieces of another fixture. */
function mutated(text, other, random) {
  let out = text;
  for (let times = 1 + random(4); times > 0; times -= 1) out = changed(out, other, random);
  return out;
}

function changed(text, other, random) {
  const at = random(text.length + 1);
  switch (random(9)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(at);
    case 2:
      return text.slice(0, at) + HOSTILE[random(HOSTILE.length)] + text.slice(at);
    case 3:
      return text.slice(0, at) + String.fromCharCode(random(256)) + text.slice(at + 1);
    case 4:
      return text.slice(0, at) + text.slice(at + 1 + random(200));
    case 5: {
      const from = random(other.length + 1);
      return text.slice(0, at) + other.slice(from, from + random(2000)) + text.slice(at);
    }
    default:
      return withLines(text, random);
  }
}

function withLines(text, random) {
  const lines = text.split("\n");
  const at = random(lines.length);
  switch (random(4)) {
    case 0:
      lines.splice(at, 1);
      break;
    case 1:
      lines.splice(at, 0, lines[at]);
      break;
    case 2:
      lines.splice(random(lines.length), 0, ...lines.splice(at, 1));
      break;
    default:
      lines.reverse();
  }
  return lines.join("\n");
}

const POLICY = {
  ...{ failOn: ["new", "any"], unknownBaseline: "fail", waivers: [] },
  ...{ today: "2026-01-01", isPart: false },
};

async function tell(text, base, code) {
  const reader = new code.RunReader();
  const input = reader.input();
  for (let at = 0; at < text.length; at += 4096) input.push(text.slice(at, at + 4096));
  input.end();
  const parsed = code.parsedReport(reader.facts(), null);
  const compared = base === null ? parsed : code.withBaseReport(parsed, base, "base");
  const report = { ...compared, ...code.judge(compared, POLICY) };
  const { renderJunit } = await code.loadJunit();
  JSON.parse([...code.renderJson(report)].join(""));
  for (const _ of renderJunit(report));
  code.renderText(report, {
    color: true,
    columns: 80,
    full: 20,
    verbose: true,
    slowest: 5,
    steps: [],
  });
  code.renderMarkdown(report, { length: 60_000, slowest: 5, blobUrl: null, runUrl: null });
  code.renderSarif(report);
  code.renderCtrf(report);
  code.renderAnnotations(report);
  return report;
}

const code = await load();
const fixtures = filesBelow(join(ROOT, "__fixtures__"))
  .filter((file) => statSync(file).size > 0 && !/\.(?:go|mod|sum|c|h)$/.test(file))
  .map((file) => ({ file, text: readFileSync(file, "utf8").slice(0, MOST_LETTERS) }));
const random = randomOf(Number(seed));
let [base, slowest, faults] = [null, 0, 0];
const from = performance.now();
for (let at = 0; at < Number(mutations); at += 1) {
  const fixture = fixtures[at % fixtures.length];
  const text = mutated(fixture.text, fixtures[random(fixtures.length)].text, random);
  const started = performance.now();
  try {
    base = await tell(text, base, code);
  } catch (error) {
    faults += 1;
    const place = join(tmpdir(), `fuzz-${seed}-${at}.txt`);
    if (faults <= 10) writeFileSync(place, text);
    if (faults <= 10)
      console.log(
        `${at} ${fixture.file} (${place}): ${error.stack.split("\n").slice(0, 4).join(" | ")}`,
      );
  }
  const ms = performance.now() - started;
  if (ms > MOST_MS) {
    faults += 1;
    console.log(`${at} ${fixture.file}: ${ms.toFixed(0)} ms`);
  }
  slowest = Math.max(slowest, ms);
}
const seconds = (performance.now() - from) / 1000;
console.log(
  `${mutations} mutations of ${fixtures.length} fixtures, seed ${seed}: ${faults} faults, slowest ${slowest.toFixed(0)} ms, ${seconds.toFixed(0)} s`,
);
process.exitCode = faults === 0 ? 0 : 1;
