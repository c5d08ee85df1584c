/** The caller can mend this: printed as one line, exit code 2, no stack. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The work can't be done at all (no Go, nothing loads, no disk): one or two lines, exit code 3. */
export class ImpossibleError extends Error {
  override readonly name = "ImpossibleError";
}
