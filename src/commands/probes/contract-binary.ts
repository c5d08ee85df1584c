import { join } from "../../files/index.ts";
import type { CheckState, DoctorCheck } from "../../render/index.ts";
import type { Session } from "../../runner/index.ts";

/** The contract's module, laid out for this Go. */
export interface Contract {
  readonly session: Session;
  readonly dir: string;
  readonly env: Readonly<Record<string, string>>;
}

/** One line of the doctor's list. */
export const check = (name: string, state: CheckState, text: string): DoctorCheck => ({
  name,
  state,
  text,
});

/** The contract's test binary; null where it could not be built. */
export async function contractBinary({ session, dir, env }: Contract): Promise<string | null> {
  const binary = join(dir, "contract.test");
  const ignore = (): void => {};
  const built = await session.groups.run({
    file: "go",
    args: ["test", "-c", "-o", binary, "."],
    cwd: dir,
    env,
    merged: false,
    onStdout: ignore,
    onStderr: ignore,
    timeoutMs: 300_000,
  });
  return built.exitCode === 0 ? binary : null;
}
