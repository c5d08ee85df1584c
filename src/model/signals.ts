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

/** Of Windows, by code. Sources: runtime/defs_windows.go; what ends a process besides: ntstatus.h. */
const EXCEPTIONS: ReadonlyMap<number, readonly [name: string, words: string]> = new Map([
  [0xc0000005, ["EXCEPTION_ACCESS_VIOLATION", "access violation"]],
  [0xc0000006, ["EXCEPTION_IN_PAGE_ERROR", "page that could not be read"]],
  [0xc000001d, ["EXCEPTION_ILLEGAL_INSTRUCTION", "illegal instruction"]],
  [0xc000008e, ["EXCEPTION_FLT_DIVIDE_BY_ZERO", "floating-point division by zero"]],
  [0xc0000094, ["EXCEPTION_INT_DIVIDE_BY_ZERO", "integer division by zero"]],
  [0xc0000095, ["EXCEPTION_INT_OVERFLOW", "integer overflow"]],
  [0xc00000fd, ["EXCEPTION_STACK_OVERFLOW", "stack overflow"]],
  [0xc000013a, ["STATUS_CONTROL_C_EXIT", "Ctrl-C, or its window was closed"]],
  [0xc0000374, ["STATUS_HEAP_CORRUPTION", "heap corruption"]],
  [0xc0000602, ["STATUS_FAIL_FAST_EXCEPTION", "fail fast: how Go ends under GOTRACEBACK=crash"]],
  [0xe06d7363, ["CPP_EXCEPTION", "C++ exception that nobody caught"]],
  [0xc0000409, ["STATUS_STACK_BUFFER_OVERRUN", "stack buffer overrun, or fast fail"]],
]);

/** `EXCEPTION_ACCESS_VIOLATION` of 0xc0000005; other codes as they are written. */
export const nameOfException = (code: number): string =>
  EXCEPTIONS.get(code)?.[0] ?? `0x${code.toString(16)}`;

/** `exception 0xc0000005 (access violation)`; null for an exit status that a program chose itself. */
export function exceptionWords(status: number): string | null {
  // os.Exit(-1) is 0xffffffff: small negative numbers are a program's own.
  if (status < 0xc0000000 || status >= 0xffff0000) return null;
  const words = EXCEPTIONS.get(status)?.[1];
  return `exception 0x${status.toString(16)}${words === undefined ? "" : ` (${words})`}`;
}

/** `exit status 3`, `exit status 0xc0000005` (os/exec_posix.go, ProcessState.String); null for any other line. */
export function parseExitStatus(line: string): number | null {
  const found = /^exit status (\d{1,10}|0x[0-9a-f]{1,8})$/.exec(line);
  return found?.[1] === undefined ? null : Number(found[1]);
}

/** As go prints it: of 65,536 and more it is no number that a program chose. */
export const exitStatusWords = (status: number): string =>
  `exit status ${status >= 1 << 16 ? `0x${status.toString(16)}` : status}`;
