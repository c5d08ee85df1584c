import type { PackageFacts, RunFacts } from "../model/index.ts";
import { inferLayout, type Layout, type ModuleRoot } from "./layout.ts";

/** Modules and GOROOT as far as the traces of a run tell them. */
export function layoutOf(run: RunFacts, known: readonly ModuleRoot[]): Layout {
  const frames = [...run.packages.flatMap((facts) => framesOf(facts)), ...buildFrames(run)];
  return inferLayout(
    run.packages.map((facts) => facts.importPath),
    frames,
    known,
  );
}

/** Diagnostics name absolute files too: they tell a module's folder as frames do. */
function buildFrames(run: RunFacts): TestFrames {
  return run.buildFailures.flatMap(({ header, problems }) => {
    const [path = ""] = header.split(" ");
    return problems.flatMap(({ file, line }) =>
      file?.startsWith("/") === true
        ? [{ function: `${path}.x`, file, line: line ?? 0, inlined: false }]
        : [],
    );
  });
}

function framesOf(facts: PackageFacts): TestFrames {
  const groups = facts.ending.kind === "died" ? (facts.ending.crash?.trace?.groups ?? []) : [];
  const races = facts.races.flatMap(({ report }) => [...report.accesses, ...report.creations]);
  const recovered = facts.tests.flatMap((test) => test.recovered);
  return [
    ...recovered.flatMap((panic) => panic.goroutine.frames),
    ...groups.flatMap((group) => group.first.frames),
    ...races.flatMap((part) => part.frames),
  ];
}

type TestFrames = Parameters<typeof inferLayout>[1];
