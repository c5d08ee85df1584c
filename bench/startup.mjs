// How long does the program take to start, against bare node?
//   node bench/startup.mjs [ROUNDS]

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLI, inTurn, row, scratch, timed } from "./measure.mjs";

const empty = join(scratch, "empty.mjs");
writeFileSync(empty, "");
const [bare, ours] = inTurn(
  [() => timed([process.execPath, empty]), () => timed([process.execPath, CLI, "--version"])],
  Number(process.argv[2] ?? 15),
);
row("(e) start-up, CPU against bare node", ours.cpu / bare.cpu, 1.6);
row("(e) start-up, wall against bare node", ours.wall / bare.wall);
