// What does looking for holds cost, where there are none?
//   node bench/preempt.mjs [ROUNDS]
// Two modules whose tests hold up nobody: CPU of `lab preempt`, which builds them with the tap and runs them once, against `go test`.
import { CLI, inTurn, moduleCopy, paired, row, timed } from "./measure.mjs";

const [rounds = "3"] = process.argv.slice(2);
const MODULES = [
  { path: "golang.org/x/text", version: "v0.21.0", name: "./unicode/norm" },
  { path: "go.uber.org/zap", version: "v1.27.0", name: "./zapcore" },
];

for (const { path, version, name } of MODULES) {
  const cwd = moduleCopy(path, version);
  const plain = () => timed(["go", "test", "-count=1", "-vet=off", name, "-short"], { cwd });
  const tapped = () =>
    timed([process.execPath, CLI, "lab", "preempt", name, "--", "-short"], { cwd });
  const [go, own] = inTurn([plain, tapped], Number(rounds));
  row(`${path}/${name.slice(2)}: go test, CPU s`, go.cpu);
  row(`${path}/${name.slice(2)}: lab preempt, CPU s`, own.cpu);
  row(
    `${path}/${name.slice(2)}: of go test`,
    paired(own, go, (left, right) => left / right),
  );
}
