import { basename, loadReports } from "../../files/index.ts";
import { type Incident, type Report, stableFunction, type Unjudged } from "../../model/index.ts";

/**
 * Says of each death whether tests of an earlier run reach the same place, as `--report` asks: a panic in production
 * that a test shows too is half mended. Throws UsageError where the file is no report.
 */
export async function withReach(found: Unjudged, file: string): Promise<Unjudged> {
  const report = (await loadReports()).readReportFile(file);
  const incidents = found.incidents.map((incident) => ({
    ...incident,
    note: [incident.note, reachText(incident, report)].filter((part) => part !== null).join("; "),
  }));
  return { ...found, incidents };
}

function reachText(incident: Incident, report: Report): string {
  const same = report.incidents.find((other) => isSame(incident, other));
  if (same !== undefined) {
    const test = same.test ?? same.package;
    return `tests reach this too: ${test} in ${same.package} (${same.fingerprint})`;
  }
  const near = report.incidents.find((other) => isOnPath(incident, other));
  if (near === undefined) return "no incident of that test run is at this place";
  const how = near.site?.line === incident.site?.line ? "in another way" : "at another line";
  return `tests die in the same function ${how}: ${near.test ?? near.package} (${near.fingerprint})`;
}

/** The same by its fingerprint, or by kind, function and line: a crash file may come without sources. */
const isSame = (left: Incident, right: Incident): boolean =>
  left.fingerprint === right.fingerprint ||
  (left.former !== null && left.former === right.former) ||
  (isOnPath(left, right) && left.kind === right.kind && left.site?.line === right.site?.line);

const isOnPath = ({ site }: Incident, other: Incident): boolean =>
  site?.function != null &&
  other.site?.function != null &&
  stableFunction(site.function) === stableFunction(other.site.function) &&
  basename(site.file) === basename(other.site.file);
