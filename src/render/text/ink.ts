export type Paint = (text: string) => string;

export interface Ink {
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly bold: Paint;
  readonly dim: Paint;
}

const paint =
  (code: number, on: boolean): Paint =>
  (text) =>
    on ? `\u001b[${code}m${text}\u001b[0m` : text;

/** Colours of a terminal, or none. */
export const inkOf = (on: boolean): Ink => ({
  red: paint(31, on),
  green: paint(32, on),
  yellow: paint(33, on),
  bold: paint(1, on),
  dim: paint(2, on),
});
