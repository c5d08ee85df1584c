import { hasTestFiles } from "../../go/index.ts";
import { type HeldUp, ImpossibleError } from "../../model/index.ts";
import { heldUpIn } from "../../preemption/index.ts";
import { type PreemptReport, renderPreempt } from "../../render/index.ts";
import { type Interruption, type Plan, withPlan } from "../../runner/index.ts";
import type { RunSettings, Settings } from "../../settings/index.ts";
import { hasTap, type Tapped, TapRunner } from "../../steps/index.ts";

/** Runs with a trace in which a function must be seen again. */
const RUNS = 3;
/** Packages that are run so often. */
const MOST_PACKAGES = 20;

/** `panicpath lab preempt`: which functions held up others because they can't be preempted; on Linux, on amd64 and arm64. */
export function preemptAndPrint(
  given: RunSettings,
  settings: Settings,
  interruption: Interruption,
): Promise<number> {
  const run = { ...given, inlining: "never" as const, variants: [] };
  return withPlan(run, settings, interruption, async (plan) => {
    const { goos, goarch, version } = plan.go;
    if (!hasTap(plan.go)) {
      throw new ImpossibleError(
        `lab preempt looks at signals of Linux on amd64 and arm64: this is ${goos}/${goarch}`,
      );
    }
    const found = await lookAt(plan);
    plan.progress.end();
    if (plan.isInterrupted()) return 1;
    const report: PreemptReport = { go: version, goos, goarch, ...found };
    const json = settings.as === "json";
    process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : renderPreempt(report));
    return 0;
  });
}

type Found = Omit<PreemptReport, "go" | "goos" | "goarch">;

/** Each package once with the tap alone; again with a trace where something held up for long. */
async function lookAt(plan: Plan): Promise<Found> {
  const packages = plan.packages.filter(hasTestFiles);
  const runner = await TapRunner.open(plan, packages);
  const seen: { path: string; tapped: Tapped }[] = [];
  const heldUp: HeldUp[] = [];
  let left = MOST_PACKAGES;
  for (const [at, pkg] of packages.entries()) {
    if (plan.isInterrupted()) break;
    plan.progress.status(`lab preempt: ${at + 1} of ${packages.length}, ${pkg.importPath}`);
    const tapped = await runner.run(pkg, false);
    seen.push({ path: pkg.importPath, tapped });
    if (tapped.holds.length === 0 || left === 0) continue;
    left -= 1;
    const again: Tapped[] = [];
    while (again.length < RUNS && !plan.isInterrupted()) again.push(await runner.run(pkg, true));
    heldUp.push(...heldUpIn(pkg.importPath, again));
  }
  return {
    packages: seen.length,
    requests: seen.reduce((sum, { tapped }) => sum + tapped.requests, 0),
    failures: seen.flatMap(({ path, tapped }) =>
      tapped.failure === null ? [] : [`${path}: ${tapped.failure}`],
    ),
    heldUp: heldUp.sort((left_, right) => right.cpuMs - left_.cpuMs),
  };
}
