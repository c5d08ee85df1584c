import { appendFileSync } from "node:fs";
import { setOutput } from "@actions/core";

/** Appends markdown to the job summary; false where it can't be written. */
export function appendSummary(file: string, markdown: string): boolean {
  try {
    appendFileSync(file, markdown);
    return true;
  } catch {
    return false;
  }
}

/** Sets the outputs of the step; false where they can't be written. */
export function setOutputs(outputs: Readonly<Record<string, string | number>>): boolean {
  try {
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
    return true;
  } catch {
    return false;
  }
}
