import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  RunReader,
  assemble,
  fingerprintHash,
  layoutOf,
  tellRun,
  withBaselineFile
} from "./chunk-EVPBOK3Y.js";
import {
  VERSION
} from "./chunk-Z2WE6POP.js";
import {
  codeOf,
  policyOf,
  print,
  renderJson,
  rendered,
  writeReportFiles
} from "./chunk-BX6AD34Q.js";
import {
  judge
} from "./chunk-K2XHM4ZA.js";
import "./chunk-ZDWIRJ3U.js";
import {
  REPORT_SCHEMA,
  UsageError
} from "./chunk-SRB23FOB.js";
import "./chunk-I7RXSEDW.js";

// src/app/input.ts
import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
var CHUNK = 1 << 19;
var PIECE = 1 << 16;
var NEWLINE = 10;
var LONGEST = 1 << 20;
async function feed(file, input) {
  if (file === "-") await feedStdin(input);
  else feedFile(file, input);
  input.end();
}
function utf16Of(handle) {
  const mark = Buffer.alloc(2);
  readSync(handle, mark, 0, 2, 0);
  if (mark[0] === 255 && mark[1] === 254) return "utf-16le";
  return mark[0] === 254 && mark[1] === 255 ? "utf-16be" : null;
}
function feedUtf16(handle, encoding, file, input) {
  const decoder = new TextDecoder(encoding);
  const buffer = Buffer.allocUnsafe(CHUNK);
  for (let size = read(handle, buffer, 0, file); size > 0; size = read(handle, buffer, 0, file)) {
    input.push(decoder.decode(buffer.subarray(0, size), { stream: true }));
  }
}
function feedFile(file, input) {
  const handle = openInput(file);
  try {
    const encoding = isRegular(handle) ? utf16Of(handle) : null;
    if (encoding === null) feedUtf8(handle, file, input);
    else feedUtf16(handle, encoding, file, input);
  } finally {
    closeSync(handle);
  }
}
function feedUtf8(handle, file, input) {
  let buffer = Buffer.allocUnsafe(CHUNK);
  let held = 0;
  for (let size = read(handle, buffer, held, file); size > 0; size = read(handle, buffer, held, file)) {
    const end = held + size;
    const cut = buffer.lastIndexOf(NEWLINE, end - 1) + 1;
    pushPieces(buffer, cut, input);
    buffer.copyWithin(0, cut, end);
    held = end - cut;
    if (held < buffer.length) continue;
    if (held < LONGEST) buffer = Buffer.concat([buffer], 2 * buffer.length);
    else held = passOn(buffer, input);
  }
  if (held > 0) input.push(buffer.toString("utf8", 0, held));
}
function pushPieces(buffer, end, input) {
  for (let from = 0; from < end; ) {
    const wanted = Math.min(end, from + PIECE);
    const newline = buffer.lastIndexOf(NEWLINE, wanted - 1);
    const to = newline >= from ? newline + 1 : end;
    input.push(buffer.toString("utf8", from, to));
    from = to;
  }
}
function passOn(buffer, input) {
  const { whole, rest } = utf8End(buffer);
  input.push(whole.toString("utf8"));
  rest.copy(buffer, 0);
  return rest.length;
}
var isRegular = (handle) => fstatSync(handle).isFile();
function openInput(file) {
  try {
    if (statSync(file).isDirectory())
      throw new UsageError(`${file} is a folder: name a file with saved test output`);
    return openSync(file, "r");
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw unreadable(file, error);
  }
}
function read(handle, buffer, from, file) {
  try {
    return readSync(handle, buffer, from, buffer.length - from, null);
  } catch (error) {
    throw unreadable(file, error);
  }
}
function unreadable(file, error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  const why = code === "ENOENT" ? "there is no such file" : code === "EACCES" ? "no permission" : code;
  return new UsageError(`${file} can't be read: ${why}`);
}
async function feedStdin(input) {
  process.stdin.setEncoding("utf8");
  for await (const chunk of process.stdin) input.push(String(chunk));
}
function utf8End(buffer) {
  let at = buffer.length;
  for (let back = 1; back <= 3 && back <= buffer.length; back += 1) {
    const byte = buffer[buffer.length - back] ?? 0;
    if (byte >= 192) {
      at = buffer.length - back;
      break;
    }
    if (byte < 128) break;
  }
  return { whole: buffer.subarray(0, at), rest: buffer.subarray(at) };
}

// src/app/parse-command.ts
async function parseAndPrint(command, settings) {
  const policy = await policyOf(command.run, process.cwd());
  const parsed = await parseCommand(command.files, command.dir, policy);
  const report = await withBaselineFile(parsed, command.run.baseline, policy);
  const json = settings.files || settings.as === "json" ? [...renderJson(report)] : [];
  if (settings.files) await writeReportFiles(report, command.run.reportDir, settings, json);
  await print(rendered(report, settings.as ?? "text", settings, json));
  return codeOf(report);
}
async function parseCommand(files, dir, policy) {
  const reader = new RunReader();
  for (const file of files) await feed(file, reader.input());
  const facts = reader.facts();
  if (saysNothing(facts)) {
    throw new UsageError(
      `no test output in ${files.join(", ")}: give the output of go test -json, go test -v or go test`
    );
  }
  return parsedReport(facts, dir, policy);
}
function saysNothing(facts) {
  const named = facts.packages.some(
    (each) => each.importPath !== "" || each.tests.length > 0 || each.ending.kind === "died"
  );
  return !named && facts.buildFailures.length === 0;
}
function parsedReport(facts, dir, policy) {
  const known = dir === null ? [] : [{ path: "", dir: dir.replace(/\/+$/, ""), repoDir: "" }];
  const layout = layoutOf(facts, known);
  const stories = tellRun(facts, layout, fingerprintHash);
  const around = {
    dirOf: (importPath) => dirIn(importPath, layout.modules),
    declared: () => [],
    source: () => [],
    commandPlace: (importPath) => ({ dir: null, package: placeIn(importPath, layout.modules) }),
    flags: [],
    args: [],
    failFast: false
  };
  const assembled = assemble([{ variant: "default", stories }], around, []);
  const started = assembled.packages.map((each) => each.started).filter((each) => each !== null).sort()[0];
  return {
    schema: REPORT_SCHEMA,
    tool: { name: "panicpath", version: VERSION },
    run: {
      mode: "parse",
      started: started ?? null,
      seconds: null,
      commit: null,
      dirty: null,
      complete: assembled.packages.every((each) => each.outcome !== "incomplete"),
      goTestFlags: [],
      packages: [],
      budgetLeftOut: []
    },
    go: {
      version: versionIn(layout.goroot),
      goos: null,
      goarch: null,
      modules: layout.modules.filter((each) => each.path !== "").map((each) => ({ path: each.path, dir: each.repoDir }))
    },
    base: { ref: null, commit: null, state: "not-asked", reason: null, how: null, seconds: null },
    variants: [{ name: "default", settings: [], state: "ran", reason: null, seconds: null }],
    ...assembled,
    fixed: [],
    gc: [],
    unread: facts.unread,
    ...judge(assembled, policy),
    warnings: warningsOf(facts)
  };
}
function warningsOf(facts) {
  const cut = facts.packages.filter((each) => each.ending.kind === "cut" && each.tests.length > 0);
  return [
    ...facts.goMessages,
    ...cut.map(
      (each) => `the output ends before ${each.importPath === "" ? "the package" : each.importPath} does`
    )
  ];
}
function versionIn(goroot) {
  const found = /(?:^|[/@v-])go[/-]?(\d+\.\d+(?:\.\d+)?)(?:[./]|$)/.exec(goroot ?? "");
  return found?.[1] === void 0 ? null : `go${found[1]}`;
}
function dirIn(importPath, modules) {
  const module = modules.find(
    (each) => each.path !== "" && (importPath === each.path || importPath.startsWith(`${each.path}/`))
  );
  return module === void 0 ? null : importPath.slice(module.path.length + 1);
}
function placeIn(importPath, modules) {
  const dir = dirIn(importPath, modules);
  if (dir === null) return importPath;
  return dir === "" ? "." : `./${dir}`;
}
export {
  parseAndPrint
};
