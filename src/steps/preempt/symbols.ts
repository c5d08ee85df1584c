import { ask, type Caller } from "../../go/index.ts";
import type { CodePlace, Symbolizer } from "../../preemption/index.ts";

/** Names of addresses of a binary, as `go tool addr2line` gives them; `loadedAt`: how far from its own addresses a PIE was loaded. */
export async function symbolizer(
  binary: string,
  addresses: readonly bigint[],
  loadedAt: bigint,
  cwd: string,
  caller: Caller,
): Promise<Symbolizer> {
  const wanted = [...new Set(addresses.map((address) => address - loadedAt))];
  const input = wanted.map((address) => `0x${address.toString(16)}\n`).join("");
  const { stdout } = await ask("go", ["tool", "addr2line", binary], cwd, caller, { input });
  const lines = stdout.split("\n");
  const names = new Map<bigint, CodePlace>();
  for (const [at, address] of wanted.entries()) {
    const name = lines[2 * at] ?? "?";
    const [, file = "", line = "0"] = /^(.*):(\d+)$/.exec(lines[2 * at + 1] ?? "") ?? [];
    if (name !== "?" && name !== "") {
      names.set(address, {
        ...{ function: name, file, line: Number(line) },
        isAssembly: file.endsWith(".s"),
      });
    }
  }
  return (address) => names.get(address - loadedAt) ?? null;
}

/** Where the tap's handler stands in a binary, by `go tool nm`; null where it is not in it. */
export async function handlerAddress(
  binary: string,
  cwd: string,
  caller: Caller,
): Promise<bigint | null> {
  const { stdout } = await ask("go", ["tool", "nm", binary], cwd, caller);
  const found = /^\s*([0-9a-f]+) [Tt] panicpath\.local\/tap\.tap(?:\.abi0)?$/m.exec(stdout)?.[1];
  return found === undefined ? null : BigInt(`0x${found}`);
}
