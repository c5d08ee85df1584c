import { chmodSync, writeFileSync } from "node:fs";
import { join } from "../files/index.ts";
import { shellQuoted } from "../model/index.ts";
import { goQuoted, type Running, type System } from "./system.ts";

/** Linux and macOS: groups of processes, and a shell where two streams are joined or a binary is put aside. */
export const POSIX: System = {
  isPosix: true,
  words({ file, args, merged }) {
    // A shell joins the two streams; what it runs comes as arguments, never as text.
    const joined = { file: "/bin/sh", args: ["-c", 'exec "$0" "$@" 2>&1', file, ...args] };
    return Promise.resolve(merged ? joined : { file, args });
  },
  signal: ({ pid }, signal) => toGroup(pid, signal),
  endGroup: (leader) => toGroup(leader, "SIGKILL"),
  writeWrapper(dir, running) {
    const script = join(dir, "exec");
    writeFileSync(script, wrapper(dir, running));
    chmodSync(script, 0o755);
    return Promise.resolve(goQuoted(script));
  },
};

function toGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, signal);
  } catch {
    // ESRCH: nothing of the group is left.
  }
}

const wrapper = (dir: string, running: Running | null): string => `#!/bin/sh
# Puts a test binary aside for later runs, then runs it. One process more a package, no more.
d=${shellQuoted(dir)}/$$
while [ -e "$d.binary" ]; do d=$d.1; done
{ ln "$1" "$d.binary" || cp "$1" "$d.binary"; } 2>/dev/null &&
  { printf '%s\\0' "$PWD" "$@" >"$d.args"; } 2>/dev/null
${running === null ? "exit 0" : startWords(running)}
`;

function startWords({ userExec, goTmpDir, isLogged }: Running): string {
  const own =
    goTmpDir === undefined ? "unset GOTMPDIR" : `export GOTMPDIR=${shellQuoted(goTmpDir)}`;
  // go test gives the log no name of its own where there is a wrapper (cmd/go/internal/test, runTestActor).
  const words = isLogged ? ['"$b"', '"-test.testlogfile=$d.log"', '"$@"'] : ['"$@"'];
  const shift = isLogged ? "b=$1\nshift\n" : "";
  return `${own}\n${shift}exec ${[...userExec.map(shellQuoted), ...words].join(" ")}`;
}
