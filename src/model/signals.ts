/** Signals as go test words them behind `signal: `. Source: syscall/zerrors_linux_amd64.go. */
const SIGNAL_WORDS: Readonly<Record<string, string>> = {
  SIGKILL: "killed",
  SIGABRT: "aborted",
  SIGTERM: "terminated",
  SIGINT: "interrupt",
  SIGQUIT: "quit",
  SIGHUP: "hangup",
  SIGSEGV: "segmentation fault",
  SIGBUS: "bus error",
  SIGILL: "illegal instruction",
  SIGUSR1: "user defined signal 1",
  SIGUSR2: "user defined signal 2",
  SIGALRM: "alarm clock",
  SIGPIPE: "broken pipe",
};

/** `SIGKILL` is `killed`; a name that is not known stays. */
export const wordsOfSignal = (signal: string): string => SIGNAL_WORDS[signal] ?? signal;

/** `killed` is `SIGKILL`; null for words that are not known. */
export const signalOfWords = (words: string): string | null =>
  Object.entries(SIGNAL_WORDS).find(([, known]) => known === words)?.[0] ?? null;
