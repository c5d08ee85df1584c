/** A finding on a line, as a check run shows it. */
export interface CheckAnnotation {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly level: "failure" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
  /** The line to run it again, and the trace; null where there is neither. */
  readonly details: string | null;
}

/** What a commit is told: a conclusion, a summary in markdown, and findings on lines. */
export interface Check {
  readonly name: string;
  readonly headSha: string;
  readonly conclusion: "success" | "failure";
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly CheckAnnotation[];
  readonly detailsUrl: string | null;
}
