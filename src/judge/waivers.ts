import type { Finding } from "../model/index.ts";

/** A finding that a team has decided to live with for a while. Source: `.panicpath.yml`. */
export interface Waiver {
  /** What it covers: one incident, or a rule below a path. */
  readonly covers:
    | { readonly kind: "fingerprint"; readonly fingerprint: string }
    | { readonly kind: "rule"; readonly rule: string; readonly path: string };
  readonly reason: string;
  /** ISO date, the last day on which it holds; null for ever. */
  readonly until: string | null;
}

export type Waivable = Pick<Finding, "fingerprint" | "former" | "rule" | "file">;

export function isExpired(waiver: Waiver, today: string): boolean {
  return waiver.until !== null && waiver.until < today;
}

/** Whether a waiver speaks of this finding, expired or not. */
export function speaksOf(waiver: Waiver, finding: Waivable): boolean {
  const { covers } = waiver;
  if (covers.kind === "fingerprint") {
    return covers.fingerprint === finding.fingerprint || covers.fingerprint === finding.former;
  }
  return covers.rule === finding.rule && matchesPath(covers.path, finding.file ?? "");
}

/** `legacy/`, `legacy/**`, `*.pb.go`: a folder, or a glob in which `**` crosses folders. */
export function matchesPath(pattern: string, file: string): boolean {
  if (pattern === "" || pattern === "**") return true;
  if (pattern.endsWith("/")) return file.startsWith(pattern);
  const parts = pattern.split(/(\*\*\/?|\*)/);
  const source = parts.map((part) => {
    if (part.startsWith("**")) return ".*";
    return part === "*" ? "[^/]*" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${source.join("")}$`).test(file);
}

/** In a few words, for the finding that says it is expired or unused. */
export function waiverWords(waiver: Waiver): string {
  const { covers } = waiver;
  return covers.kind === "fingerprint"
    ? covers.fingerprint
    : `${covers.rule} in ${covers.path || "**"}`;
}
