/** What `go env` says. */
export interface GoEnvironment {
  /** `go1.26.8`. */
  readonly version: string;
  readonly goroot: string;
  readonly goos: string;
  readonly goarch: string;
  readonly cgo: boolean;
  /** Absolute, or "" outside a module. */
  readonly gomod: string;
  /** Absolute, or "" without a workspace. */
  readonly gowork: string;
  readonly goflags: string;
  /** Absolute. */
  readonly gocache: string;
  /** Variables that decide over compiled code, wherever they are set, in one order. */
  readonly deciding: Readonly<Record<string, string>>;
}

export interface GoPackage {
  readonly importPath: string;
  /** Absolute. */
  readonly dir: string;
  readonly module: { readonly path: string; readonly dir: string } | null;
  /** Names in dir of the files that are built, tests left out. */
  readonly files: readonly string[];
  /** Names in dir, in the order in which their tests run. */
  readonly testFiles: readonly string[];
  /** Test files of the external package, `p_test`. */
  readonly externalTestFiles: readonly string[];
  /** Why it can't be loaded; null where it can. */
  readonly error: string | null;
  /** Import paths of all that it imports, directly or not; empty where imports were not resolved. */
  readonly imports: readonly string[];
}

/** Whether a package has test files, of its own or of another package beside it. */
export const hasTestFiles = ({
  testFiles,
  externalTestFiles,
}: Pick<GoPackage, "testFiles" | "externalTestFiles">): boolean =>
  testFiles.length + externalTestFiles.length > 0;

export interface ListAnswer {
  readonly packages: readonly GoPackage[];
  /** What go printed for people. */
  readonly words: string;
}

/** Which compilation of the tests. */
export interface Build {
  /** Equal for equal ones; a name for folders, and for people. */
  readonly key: string;
  /** For the compiler, beside the user's own; null where it is the user's own build. */
  readonly gcflags: string | null;
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** As the user's own flags say. */
export const DEFAULT_BUILD: Build = { key: "default", gcflags: null, flags: [], env: {} };

/** A test binary put aside by the wrapper. */
export interface CapturedBinary {
  readonly binary: string;
  /** A second name of the same file. */
  readonly spare: string;
  /** The package's folder, where it must run. */
  readonly cwd: string;
  /** As go test gave them. */
  readonly args: readonly string[];
  /** What its tests looked at in the default run, where that was asked for. */
  readonly log: string;
}
