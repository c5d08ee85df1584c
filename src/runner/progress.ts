import type { Progress } from "./clock.ts";

/** A live line on a terminal; plain lines, one a phase, elsewhere. */
export function openProgress(terminal: boolean, columns: number): Progress {
  let shown = false;
  const clear = (): void => {
    if (shown) process.stderr.write("\r\u001b[K");
    shown = false;
  };
  return {
    status(text) {
      if (!terminal) return;
      clear();
      process.stderr.write(text.slice(0, Math.max(20, columns - 1)));
      shown = true;
    },
    line(text) {
      clear();
      process.stderr.write(`${text}\n`);
    },
    end: clear,
  };
}
