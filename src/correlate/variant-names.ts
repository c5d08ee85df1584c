/** The variant that differs in async preemption alone: of the same build, with it on. */
export function withPreemption(variant: string): string {
  const rest = variant.split("+").filter((setting) => setting !== "asyncpreemptoff");
  return rest.length === 0 ? "default" : rest.join("+");
}
