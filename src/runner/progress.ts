import { forLog } from "../render/index.ts";
import type { Clock, Progress } from "./clock.ts";

/** Off a terminal nothing is silent for longer: a line says what runs. */
const SILENT_MS = 30_000;
const TICK_MS = 1000;

/** Where progress is shown, and how. */
export interface Screen {
  /** A status line is drawn again and again; else every line stays. */
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly color: boolean;
  /** Lines of one phase fold in the log of GitHub Actions (docs.github.com, grouping log lines). */
  readonly isGrouped: boolean;
  readonly write: (text: string) => void;
  /** Takes secrets out, before anything is cut or made safe for a log. */
  readonly redact: (text: string) => string;
}

const LONGEST_LINE = 400;

/** Lines that stay above a status line on a terminal; lines alone elsewhere. Text may be a stranger's. */
export function openProgress(screen: Screen, clock: Clock): Progress {
  const started = clock.now();
  let status = "";
  let isShown = false;
  let lastMs = started;
  let running: () => readonly string[] = () => [];
  const groups = logGroups(screen);
  const shown = (text: string): string => forLog(screen.redact(text)).slice(0, LONGEST_LINE);
  const clear = (): void => {
    if (isShown) screen.write("\r\u001b[K");
    isShown = false;
  };
  const now = (): string => {
    const seconds = Math.round((clock.now() - started) / 1000);
    return [status, `${seconds} s`, ...running()].filter((part) => part !== "").join(" · ");
  };
  const draw = (): void => {
    if (!screen.isTerminal || status === "") return;
    clear();
    screen.write(shown(now()).slice(0, Math.max(20, screen.columns - 1)));
    isShown = true;
  };
  const line = (text: string, level: "good" | "bad" | "plain" = "plain"): void => {
    clear();
    screen.write(`${painted(shown(text), level, screen.color)}\n`);
    lastMs = clock.now();
    draw();
  };
  const timer = setInterval(() => {
    if (screen.isTerminal) return draw();
    // Asked every time: how long a test runs is counted from when it was first seen.
    const words = now();
    if (status !== "" && clock.now() - lastMs >= SILENT_MS) line(`still at: ${words}`);
  }, TICK_MS).unref();
  return {
    line,
    status: (text) => {
      status = text;
      draw();
    },
    phase: (text) => {
      status = text;
      if (screen.isTerminal) draw();
      else if (screen.isGrouped) groups.open(shown(text));
      else line(text);
    },
    watch: (tests) => {
      running = tests;
    },
    end: () => {
      groups.close();
      clearInterval(timer);
      status = "";
      clear();
    },
  };
}

/** One group of a log at a time: the next closes the one before. */
function logGroups({ write }: Screen): { open(title: string): void; close(): void } {
  let isOpen = false;
  const close = (): void => {
    if (isOpen) write("::endgroup::\n");
    isOpen = false;
  };
  return {
    close,
    open: (title) => {
      close();
      write(`::group::${title}\n`);
      isOpen = true;
    },
  };
}

/** The first word of a line says how it went. */
function painted(text: string, level: "good" | "bad" | "plain", color: boolean): string {
  if (!color || level === "plain") return text;
  const end = text.search(/ |$/);
  const code = level === "good" ? 32 : 31;
  return `\u001b[${code}m${text.slice(0, end)}\u001b[0m${text.slice(end)}`;
}
