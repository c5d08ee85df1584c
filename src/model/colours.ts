const ESCAPE = String.fromCharCode(27);

/** Escapes that colour text or clear the rest of a line. Source: ECMA-48, SGR and EL. */
const COLOURS = new RegExp(`${ESCAPE}\\[[\\d;:]*[mK]`, "g");

/** Text without colours. */
export const uncoloured = (text: string): string =>
  text.includes(ESCAPE) ? text.replace(COLOURS, "") : text;
