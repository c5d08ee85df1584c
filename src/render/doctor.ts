import { forLog, shortened } from "./escape.ts";

/** `holds` and `fails` are tried; `unknown` could not be; `info` is shown as it is. */
export type CheckState = "holds" | "fails" | "unknown" | "info";

export interface DoctorCheck {
  readonly name: string;
  readonly state: CheckState;
  readonly text: string;
}

interface Diagnosis {
  /** What this machine and checkout are. */
  readonly environment: readonly DoctorCheck[];
  /** What was tried on this Go. */
  readonly contract: readonly DoctorCheck[];
  /** Whether the reports can be trusted here. */
  readonly trusted: boolean;
}

const SIGNS = { holds: "✓", fails: "✗", unknown: "?", info: "·" } as const;
const WORDS = { holds: "holds", fails: "doesn't hold", unknown: "can't tell", info: "" } as const;

/** A diagnosis for a person at a terminal. */
export function renderDoctor({ environment, contract, trusted }: Diagnosis): string {
  const isHindered = environment.some(({ state }) => state === "fails");
  const lines = [
    "This machine, Go and checkout",
    ...environment.map(lineOf),
    "",
    "What the reports rest on, tried with this Go",
    ...contract.map(lineOf),
    "",
    trusted
      ? `✓ the reports can be trusted with this Go${isHindered ? ", but what does not hold above stands in the way of a run" : ""}`
      : "✗ something that the reports rest on does not hold: do not trust them with this Go",
  ];
  return `${lines.join("\n")}\n`;
}

function lineOf({ name, state, text }: DoctorCheck): string {
  const words = WORDS[state] === "" ? "" : `${WORDS[state]}: `;
  return `  ${SIGNS[state]} ${name.padEnd(state === "info" ? 12 : 0)}${state === "info" ? " " : ": "}${words}${shortened(forLog(text), 300)}`;
}
