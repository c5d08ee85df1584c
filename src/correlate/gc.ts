import type { GcInfo } from "../model/index.ts";
import type { VariantStory } from "./surroundings.ts";

/** Cycles and stop-the-world pauses of every package whose GC was traced. */
export function gcOf(variants: readonly VariantStory[]): GcInfo[] {
  return variants.flatMap(({ variant, stories }) =>
    stories
      .filter((story) => story.facts.gcLines.length > 0)
      .map((story) => ({
        variant,
        package: story.facts.importPath,
        cycles: story.facts.gcLines.length,
        pauseSeconds: pausesOf(story.facts.gcLines),
      })),
  );
}

/** `0.010+0.20+0.003 ms clock`: the first and the last phase stop the world (runtime/extern.go). */
function pausesOf(lines: readonly string[]): GcInfo["pauseSeconds"] {
  const seconds = lines
    .flatMap((line) => {
      const phases = /: ([\d.]+)\+[\d.]+\+([\d.]+) ms clock,/.exec(line);
      return phases === null ? [] : [(Number(phases[1]) + Number(phases[2])) / 1000];
    })
    .sort((left, right) => left - right);
  const middle = seconds[Math.floor((seconds.length - 1) / 2)];
  const max = seconds.at(-1);
  if (middle === undefined || max === undefined) return null;
  return { median: rounded(middle), max: rounded(max) };
}

const rounded = (seconds: number): number => Math.round(seconds * 1e7) / 1e7;
