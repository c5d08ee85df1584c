#!/usr/bin/env node
// Stands for dlv in tests: says a recorded conversation again, or misbehaves as FAKE says.
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname } from "node:path";

const { FAKE: how = "talk", TALK: file = "", PIDS: pids = "" } = process.env;
const args = process.argv.slice(2);
const listen = args.find((word) => word.startsWith("--listen=unix:"))?.slice("--listen=unix:".length);
if (args[0] === "version") {
  process.stdout.write(`Delve Debugger\nVersion: ${process.env.FAKE_VERSION ?? "1.27.2"}\nBuild: $Id$\n`);
} else if (how === "refused") {
  process.stdout.write("API server listening at: here\n");
  process.stderr.write("could not launch process: fork/exec x: operation not permitted\n");
  process.exitCode = 1;
} else if (how !== "silent") {
  serve();
} else {
  setInterval(() => {}, 1000);
}

function serve() {
  // The module lies in /src in what was recorded; here it is above the package's folder.
  const here = `"${dirname(process.cwd())}/`;
  const talk = file === "" ? [] : JSON.parse(readFileSync(file, "utf8").replaceAll('"/src/', here));
  // What delve runs is in a process group of its own.
  const program = spawn("sleep", ["987"], { detached: true, stdio: "ignore" });
  if (pids !== "") writeFileSync(pids, `${process.pid} ${program.pid}`);
  createServer((client) => {
    let rest = "";
    client.on("error", () => {});
    client.setEncoding("utf8").on("data", (text) => {
      const parts = (rest + text).split("\n");
      rest = parts.pop();
      for (const line of parts) answer(client, JSON.parse(line), talk, program.pid);
    });
  }).listen(listen, () => process.stdout.write("API server listening at: here\n"));
}

function answer(client, { method, params, id }, talk, pid) {
  if (how === "garbage") client.write("}{ no JSON\n");
  if (how === "hangs" && method === "RPCServer.Command") return;
  if (method === "RPCServer.ProcessPid") {
    client.write(`${JSON.stringify({ id, result: { Pid: pid }, error: null })}\n`);
    return;
  }
  const wanted = JSON.stringify(params[0]);
  const at = talk.findIndex(([name, given]) => name === method && JSON.stringify(given) === wanted);
  const [, , said] = at < 0 ? [null, null, { error: `nothing was recorded for ${method} ${wanted}` }] : talk.splice(at, 1)[0];
  client.write(`${JSON.stringify({ id, result: said.result ?? null, error: said.error ?? null })}\n`);
}
