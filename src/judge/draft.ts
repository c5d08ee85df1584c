import type { Finding } from "../model/index.ts";

/** A finding before the gate is asked, and before its line is looked for in the change. */
export type Draft = Omit<Finding, "gates" | "inChange" | "owners">;
