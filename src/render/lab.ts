import type { Spread } from "../model/index.ts";
import { shortTime } from "../outline/index.ts";
import { forLog } from "./escape.ts";

interface LabFigures {
  /** Both phases that stop the world, by gctrace, a collection. */
  readonly pauses: Spread;
  /** The time it took to stop the world, by runtime/metrics; null where there is no such metric. */
  readonly stopping: { readonly metric: string; readonly spread: Spread } | null;
  /** False where its time was over first. */
  readonly ended: boolean;
}

export interface LabRow {
  readonly loopMicroseconds: number;
  readonly waiting: number;
  /** With async preemption, as by default; null where nothing was measured. */
  readonly on: LabFigures | null;
  readonly off: LabFigures | null;
}

export interface LabTable {
  readonly go: string;
  readonly cpu: string;
  readonly cores: number;
  readonly collections: number;
  readonly rows: readonly LabRow[];
}

const HEADS = [
  "loop",
  "waiting",
  "stop, on",
  "p95",
  "stop, off",
  "p95",
  "ratio",
  "stopping on",
  "off",
];

/** The experiment's table for a terminal, and what it says. */
export function renderLab(table: LabTable): string {
  const rows = [HEADS, ...table.rows.map(cells)];
  const widths = HEADS.map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padStart(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const head = `Stop-the-world pauses, ${table.collections} collections a row · ${forLog(table.go)} · ${table.cores} x ${forLog(table.cpu)}`;
  return `${[head, "", ...lines, "", ...meaning(table)].join("\n")}\n`;
}

function cells({ loopMicroseconds, waiting, on, off }: LabRow): string[] {
  const loop = loopMicroseconds === 0 ? "none" : shortTime(loopMicroseconds / 1e6);
  const ratio = ratioOf({ loopMicroseconds, waiting, on, off });
  return [
    loop,
    String(waiting),
    ...spreadCells(on),
    ...spreadCells(off),
    ratio === null ? "" : `${ratio.toFixed(1)}x`,
    stopping(on),
    stopping(off),
  ];
}

const spreadCells = (figures: LabFigures | null): string[] =>
  figures === null ? ["-", "-"] : [shortTime(figures.pauses.median), shortTime(figures.pauses.p95)];

const stopping = (figures: LabFigures | null): string =>
  figures?.stopping == null ? "-" : shortTime(figures.stopping.spread.median);

/** Median of the stops with async preemption off against on; null where one is missing. */
function ratioOf({ on, off }: LabRow): number | null {
  if (on === null || off === null || on.pauses.median === 0) return null;
  return off.pauses.median / on.pauses.median;
}

/** What the figures mean to whoever ran it. */
function meaning(table: LabTable): string[] {
  const worst = table.rows
    .filter((row) => row.loopMicroseconds > 0)
    .map((row) => ({ row, ratio: ratioOf(row) ?? 0 }))
    .sort((left, right) => right.ratio - left.ratio)[0];
  const idle = table.rows.filter((row) => row.loopMicroseconds === 0);
  const many = idle.find((row) => row.waiting > 0);
  const none = idle.find((row) => row.waiting === 0);
  const byCount =
    many?.on == null || none?.on == null
      ? []
      : [
          `Goroutines that only wait: ${shortTime(none.on.pauses.median)} without, ${shortTime(many.on.pauses.median)} with ${many.waiting} of them.`,
        ];
  const byLoop =
    worst === undefined || worst.ratio === 0
      ? []
      : [
          `With loops of ${shortTime(worst.row.loopMicroseconds / 1e6)} and async preemption off a stop takes ${worst.ratio.toFixed(1)} times as long.`,
        ];
  return [
    ...byCount,
    ...byLoop,
    "A stop waits for every running goroutine to reach a safepoint. A loop without calls has none: by default a signal",
    "interrupts it, with asyncpreemptoff=1 everybody waits until it ends. Medians; on a shared machine expect noise.",
  ];
}
