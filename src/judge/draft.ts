import type { Finding } from "../model/index.ts";

/** A finding before the gate is asked. */
export type Draft = Omit<Finding, "gates">;
