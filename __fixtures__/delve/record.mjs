#!/usr/bin/env node
// Stands for dlv and writes down what a real one answers:
//   ln -s .../record.mjs DIR/dlv; REAL_DLV=/path/to/dlv RECORD=FILE.json PATH=DIR:$PATH panicpath ... --values all
// A conversation is a list of [method, params, answer]; `fake.mjs` says it again.
import { spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";

const real = process.env.REAL_DLV;
const args = process.argv.slice(2);
if (args[0] === "version") {
  process.stdout.write(spawnSync(real, ["version"], { encoding: "utf8" }).stdout);
} else {
  const at = args.findIndex((word) => word.startsWith("--listen=unix:"));
  const own = args[at].slice("--listen=unix:".length);
  const inner = `${own}r`;
  const talk = [];
  const asked = new Map();
  const child = spawn(real, args.with(at, `--listen=unix:${inner}`), { stdio: ["ignore", "pipe", "inherit"] });
  child.stdout.setEncoding("utf8").on("data", (text) => {
    if (!text.includes("API server listening")) return;
    createServer((client) => {
      const server = connect(inner);
      lines(client, (line) => {
        const { method, params, id } = JSON.parse(line);
        asked.set(id, [method, params[0]]);
        server.write(`${line}\n`);
      });
      lines(server, (line) => {
        const { id, result, error } = JSON.parse(line);
        talk.push([...asked.get(id), error === null ? { result } : { error }]);
        writeFileSync(process.env.RECORD, JSON.stringify(talk));
        client.write(`${line}\n`);
      });
    }).listen(own, () => process.stdout.write("API server listening at: here\n"));
  });
}

function lines(socket, each) {
  let rest = "";
  socket.on("error", () => process.exit(0));
  socket.on("close", () => process.exit(0));
  socket.setEncoding("utf8").on("data", (text) => {
    const parts = (rest + text).split("\n");
    rest = parts.pop();
    for (const line of parts) each(line);
  });
}
