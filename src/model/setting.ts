/** The file in which a project names waivers and settings of its own. */
export const CONFIG_FILE = ".panicpath.yml";

/** One switch of a variant: how its tests are built and run, and what that means. */
export interface Setting {
  readonly name: string;
  /** Of the compiler, for the packages that are tested; beside the user's own. */
  readonly gcflags: string | null;
  /** Flags of go build. */
  readonly buildFlags: readonly string[];
  /** GOEXPERIMENT, for go alone. */
  readonly buildEnv: Readonly<Record<string, string>>;
  /** Flags of the test binary, as `-test.cpu=1`. */
  readonly binaryFlags: readonly string[];
  /** Of the test process. */
  readonly env: Readonly<Record<string, string>>;
  /** Words of GODEBUG, behind the user's. */
  readonly godebug: readonly string[];
  /** How many times longer tests may take. */
  readonly slowdown: number;
  /** In plain words, for an incident that only it shows. */
  readonly meaning: string;
}

const PLAIN: Omit<Setting, "name" | "meaning"> = {
  gcflags: null,
  buildFlags: [],
  buildEnv: {},
  binaryFlags: [],
  env: {},
  godebug: [],
  slowdown: 1,
};

/** A setting that differs from none in these parts. */
export const settingOf = (
  name: string,
  meaning: string,
  parts: Partial<Omit<Setting, "name" | "meaning">>,
): Setting => ({ name, meaning, ...PLAIN, ...parts });

/** Settings that every project has, in the order in which a variant's name joins them. */
export const SETTINGS: readonly Setting[] = [
  settingOf(
    "noinline",
    "inlining off: allocation counts, stack depths and whatever else relies on inlining differ",
    { gcflags: "-l" },
  ),
  settingOf("race", "the race detector: slower, and with other scheduling", {
    buildFlags: ["-race"],
    slowdown: 4,
  }),
  settingOf("asan", "the address sanitizer: C code that leaves its memory is stopped", {
    buildFlags: ["-asan"],
    slowdown: 4,
  }),
  settingOf("msan", "the memory sanitizer: C code that reads what was never written is stopped", {
    buildFlags: ["-msan"],
    slowdown: 4,
  }),
  settingOf("checkptr", "checkptr: conversions of unsafe.Pointer are checked", {
    gcflags: "-d=checkptr",
    slowdown: 2,
  }),
  settingOf("asyncpreemptoff", "async preemption off: a loop without calls can't be interrupted", {
    godebug: ["asyncpreemptoff=1"],
  }),
  settingOf("gctrace", "GC trace on: the runtime prints lines to standard error", {
    godebug: ["gctrace=1"],
  }),
  settingOf("gcstress", "GOGC=1: the garbage collector runs nearly all the time", {
    env: { GOGC: "1" },
    slowdown: 4,
  }),
  settingOf("gomaxprocs1", "GOMAXPROCS=1: one goroutine runs at a time", {
    env: { GOMAXPROCS: "1" },
    slowdown: 2,
  }),
  settingOf("shuffle", "the tests in another order", { binaryFlags: ["-test.shuffle=on"] }),
];

/** Whether one of them has this name. */
export const hasSetting = (settings: readonly Setting[], name: string): boolean =>
  settings.some((setting) => setting.name === name);
