/** Calls of the runtime that begin a death: what died stands below the last of them. A trace writes gopanic as `panic`. */
const DEATHS =
  /^(?:panic|runtime\.(?:gopanic|sigpanic\d?|goPanic\w*|panic\w+|throw|fatal|fatalpanic|fatalthrow))$/;

export const beginsDeath = (name: string): boolean => DEATHS.test(name);
