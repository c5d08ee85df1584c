/** The wall at the end of a switch over a union: the compiler refuses a call that can be reached. */
export function unreachable(never: never): never {
  throw new Error(`unreachable: ${JSON.stringify(never)}`);
}
