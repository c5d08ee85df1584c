import type { Report } from "./report.ts";

/** A report for readers who are not meant to see values: without them. */
export function withoutValues<T extends Pick<Report, "incidents">>(report: T): T {
  if (report.incidents.every(({ values }) => values === null)) return report;
  const incidents = report.incidents.map((incident) => ({
    ...incident,
    values: null,
    path: incident.path.map((frame) => ({ ...frame, expressions: [], variables: [] })),
  }));
  return { ...report, incidents };
}
