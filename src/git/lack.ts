/** What git says of a fetch that failed (LC_ALL=C; remote.c, http.c, ssh), and what a reader can do about it. */
const LACKS: readonly (readonly [RegExp, string])[] = [
  [
    /could not read (?:Username|Password)|Authentication failed|Permission denied|Repository not found|error: 40[13]/i,
    "no access: a checkout without credentials, as by persist-credentials: false, needs fetch-depth: 0",
  ],
  [/not our ref|couldn't find remote ref/i, "the remote has it no more, as after a force push"],
  [/does not appear to be a git repository/i, "there is no remote named origin"],
  [
    /Could not resolve host|unable to access|Failed to connect|Connection (?:refused|timed out|reset)/i,
    "the remote can't be reached",
  ],
];

/**
 * By the first line of its complaint, of which nothing is repeated: it may hold a remote's address with its token. Of a fetch that
 * was given up the words are our own.
 */
export function lackOf({
  isLate,
  err,
}: {
  readonly isLate: boolean;
  readonly err: string;
}): string {
  if (isLate) return err;
  const found = LACKS.find(([says]) => says.test(err));
  return found?.[1] ?? "a force push, or no access";
}
