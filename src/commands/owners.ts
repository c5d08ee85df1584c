import { readWithin } from "../files/index.ts";
import { loadOwners } from "../judge/index.ts";
import type { Report } from "../model/index.ts";

/** Where GitHub looks for it, in this order (docs.github.com, about code owners). */
const PLACES = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

/** GitHub reads no larger one. */
const MOST_BYTES = 3 << 20;

/** A report whose findings name the owners of their files; `root`: of the repository, absolute. */
export async function withOwners(report: Report, root: string): Promise<Report> {
  const text = PLACES.map((place) => readWithin(root, `${root}/${place}`, MOST_BYTES)).find(
    (each) => each !== null,
  );
  if (text === undefined || text === null || report.findings.length === 0) return report;
  const owners = (await loadOwners()).ownersIn(text);
  const findings = report.findings.map((finding) =>
    finding.file === null ? finding : { ...finding, owners: owners(finding.file) },
  );
  return { ...report, findings };
}
