/** Whether a variable that is a switch is on, as CI and FORCE_COLOR are: set, and neither 0 nor false. */
export const isOn = (text: string | undefined): boolean =>
  text !== undefined && text !== "" && text !== "0" && text.toLowerCase() !== "false";
