import{createRequire}from"node:module";const require=createRequire(import.meta.url);
import {
  RunReader,
  assemble,
  fingerprintHash,
  judge,
  layoutOf,
  tellRun
} from "./chunk-FYOUP5C7.js";
import {
  VERSION
} from "./chunk-Z2WE6POP.js";
import {
  codeOf,
  print,
  rendered,
  writeReportFiles
} from "./chunk-YOY6LUWT.js";
import {
  REPORT_SCHEMA,
  UsageError
} from "./chunk-R7CR4BTF.js";
import "./chunk-2R33JCCP.js";
import "./chunk-I7RXSEDW.js";

// src/app/input.ts
import { closeSync, openSync, readSync, statSync } from "node:fs";
var CHUNK = 1 << 16;
var NEWLINE = 10;
async function feed(file, input) {
  if (file === "-") await feedStdin(input);
  else feedFile(file, input);
  input.end();
}
function feedFile(file, input) {
  const handle = openInput(file);
  try {
    const cutter = new ChunkCutter(input);
    const buffer = Buffer.allocUnsafe(CHUNK);
    for (let size = read(handle, buffer, file); size > 0; size = read(handle, buffer, file)) {
      cutter.push(buffer.subarray(0, size));
    }
    cutter.end();
  } finally {
    closeSync(handle);
  }
}
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
function read(handle, buffer, file) {
  try {
    return readSync(handle, buffer, 0, buffer.length, null);
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
  const cutter = new ChunkCutter(input);
  for await (const chunk of process.stdin) cutter.push(chunk);
  cutter.end();
}
var ChunkCutter = class {
  #input;
  #rest = [];
  #restSize = 0;
  constructor(input) {
    this.#input = input;
  }
  push(chunk) {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end < 0) {
      this.#keep(chunk);
      if (this.#restSize > 16 * CHUNK) this.#flush(utf8End(Buffer.concat(this.#rest)));
      return;
    }
    const first = chunk.subarray(0, end + 1);
    const whole = this.#restSize === 0 ? first : Buffer.concat([...this.#rest, first]);
    this.#clear();
    this.#input.push(whole.toString("utf8"));
    if (end + 1 < chunk.length) this.#keep(chunk.subarray(end + 1));
  }
  #keep(chunk) {
    this.#rest.push(Buffer.from(chunk));
    this.#restSize += chunk.length;
  }
  #clear() {
    this.#rest = [];
    this.#restSize = 0;
  }
  #flush({ whole, rest }) {
    this.#clear();
    this.#input.push(whole.toString("utf8"));
    if (rest.length > 0) this.#keep(rest);
  }
  end() {
    if (this.#restSize > 0) this.#input.push(Buffer.concat(this.#rest).toString("utf8"));
    this.#clear();
  }
};
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
  const report = await parseCommand(command.files, command.dir, command.run);
  if (settings.files) await writeReportFiles(report, command.run.reportDir, settings);
  await print(rendered(report, settings.as ?? "text", settings));
  return codeOf(report);
}
async function parseCommand(files, dir, run) {
  const reader = new RunReader();
  for (const file of files) await feed(file, reader.input());
  const facts = reader.facts();
  if (saysNothing(facts)) {
    throw new UsageError(
      `no test output in ${files.join(", ")}: give the output of go test -json, go test -v or go test`
    );
  }
  return parsedReport(facts, dir, run);
}
function saysNothing(facts) {
  const named = facts.packages.some(
    (each) => each.importPath !== "" || each.tests.length > 0 || each.ending.kind === "died"
  );
  return !named && facts.buildFailures.length === 0;
}
function parsedReport(facts, dir, run) {
  const known = dir === null ? [] : [{ path: "", dir: dir.replace(/\/+$/, ""), repoDir: "" }];
  const layout = layoutOf(facts, known);
  const stories = tellRun(facts, layout, fingerprintHash);
  const around = {
    dirOf: (importPath) => dirIn(importPath, layout.modules),
    declared: () => [],
    source: () => [],
    commandPlace: (importPath) => ({ dir: null, package: placeIn(importPath, layout.modules) }),
    flags: [],
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
    base: { ref: null, commit: null, state: "not-asked", reason: null },
    variants: [{ name: "default", settings: [], state: "ran", reason: null, seconds: null }],
    ...assembled,
    gc: [],
    unread: facts.unread,
    ...judge(assembled, run),
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
