import type { Incident } from "../model/index.ts";

/** What an error of the runtime means, and what usually helps. */
export interface Meaning {
  readonly words: string;
  /** Where Go's own documents say so. */
  readonly link: string;
}

const SPEC = "https://go.dev/ref/spec#";
const PKG = "https://pkg.go.dev/";

type Row = readonly [pattern: RegExp, words: string, link: string];

/** By what the runtime prints (runtime/error.go, runtime/panic.go, runtime/chan.go, runtime/map.go, sync). */
const PANICS: readonly Row[] = [
  [
    /assignment to entry in nil map/,
    "the map was never made: a nil map can be read, but not written; make it where it is declared or where its struct is built",
    `${SPEC}Map_types`,
  ],
  [
    /nil pointer dereference/,
    "a field or method was used through a nil pointer or a nil interface: look at what stands left of a dot on this line, and at the error that came with it",
    `${SPEC}Selectors`,
  ],
  [
    /index out of range \[-/,
    "an index below 0 was asked for; indices begin at 0",
    `${SPEC}Index_expressions`,
  ],
  [
    /index out of range/,
    "an index at or beyond the length was asked for: the last one is the length less one, and an empty slice has none",
    `${SPEC}Index_expressions`,
  ],
  [
    /slice bounds out of range/,
    "a slice expression reaches beyond the capacity, or its low bound is above its high one",
    `${SPEC}Slice_expressions`,
  ],
  [
    /integer divide by zero/,
    "an integer was divided by 0 (floats give infinity instead): check the divisor, often a count of none",
    `${SPEC}Arithmetic_operators`,
  ],
  [/negative shift amount/, "a shift by a negative count", `${SPEC}Arithmetic_operators`],
  [
    /send on closed channel/,
    "a value was sent behind the channel's close: only the sending side should close, when all senders are done",
    `${SPEC}Close`,
  ],
  [/close of closed channel/, "the channel was closed twice", `${SPEC}Close`],
  [/close of nil channel/, "the channel was never made", `${SPEC}Close`],
  [
    /interface conversion: .* is nil, not /,
    "a type assertion on a nil interface: the form with `, ok` does not panic",
    `${SPEC}Type_assertions`,
  ],
  [
    /interface conversion: /,
    "the value has another type than the assertion says: the form with `, ok`, or a type switch, does not panic",
    `${SPEC}Type_assertions`,
  ],
  [
    /hash of unhashable type|comparing uncomparable type/,
    "an interface holds a slice, map or function, which can't be compared or be a key",
    `${SPEC}Comparison_operators`,
  ],
  [
    /makeslice: |makechan: |makemap: /,
    "a size below 0, or too large: often a difference or a length read from input",
    `${SPEC}Making_slices_maps_and_channels`,
  ],
  [
    /cannot convert slice with length/,
    "a slice is shorter than the array that it is converted to",
    `${SPEC}Conversions_from_slice_to_array_or_array_pointer`,
  ],
  [
    /sync: negative WaitGroup counter/,
    "Done was called more often than Add counted",
    `${PKG}sync#WaitGroup.Add`,
  ],
  [
    /sync: WaitGroup (?:is reused|misuse)/,
    "Add ran while Wait was returning: count before the goroutines start",
    `${PKG}sync#WaitGroup.Add`,
  ],
  [
    /reflect: call of .* on zero Value|reflect: .*using zero Value/,
    "reflect was given the zero Value: of a nil interface, or of a field or method that is not there",
    `${PKG}reflect#Value`,
  ],
];

const FATALS: readonly Row[] = [
  [
    /all goroutines are asleep/,
    "every goroutine waits for another: a channel without a partner, a lock that is never released, or a WaitGroup that is never done",
    `${SPEC}Channel_types`,
  ],
  [
    /concurrent map/,
    "a map was used by two goroutines at once, one of them writing: guard it by a mutex, or use sync.Map; the variant race shows both places",
    "https://go.dev/doc/faq#atomic_maps",
  ],
  [
    /stack overflow|stack exceeds/,
    "a function calls itself, or others that call it, without an end: the frames that repeat show the circle",
    `${PKG}runtime/debug#SetMaxStack`,
  ],
  [
    /unlock of unlocked|RUnlock of unlocked/,
    "a mutex was unlocked that nobody had locked: twice, or a copy of it",
    `${PKG}sync#Mutex.Unlock`,
  ],
  [/out of memory/, "the system gave no more memory", `${PKG}runtime/debug#SetMemoryLimit`],
  [
    /^AddressSanitizer/,
    "C code used memory that is not its own: beyond its end, behind free, or before it was made",
    `${PKG}cmd/go#hdr-Compile_packages_and_dependencies`,
  ],
  [
    /^MemorySanitizer/,
    "C code used memory that nothing was written to before",
    `${PKG}cmd/go#hdr-Compile_packages_and_dependencies`,
  ],
  [
    /^LeakSanitizer/,
    "C code took memory that nobody gave back",
    `${PKG}cmd/go#hdr-Compile_packages_and_dependencies`,
  ],
  [/checkptr/, "a conversion of unsafe.Pointer breaks one of its rules", `${PKG}unsafe#Pointer`],
];

const KINDS: Readonly<Partial<Record<Incident["kind"], Meaning>>> = {
  exit: {
    words:
      "the process ended at once: deferred calls and t.Cleanup did not run, and no test behind it; return an error, or let a variable stand for os.Exit in tests",
    link: `${PKG}os#Exit`,
  },
  race: {
    words:
      "two goroutines used the same memory at once, one of them writing, and nothing puts one before the other: a mutex, a channel or sync/atomic does",
    link: "https://go.dev/doc/articles/race_detector",
  },
  timeout: {
    words:
      "the test was still running when its time was over: -timeout, or in a later run 30 s without a test's end (more with --budget); the goroutines show what it waits for",
    link: `${PKG}cmd/go#hdr-Testing_flags`,
  },
};

/** The runtime's own words are shorter; what a test panics with may have megabytes. */
const MOST_LETTERS = 2000;

/** What an incident means, for those errors that the runtime itself words; null for all others. */
export function meaningOf({ kind, cause, message }: Incident): Meaning | null {
  if (cause === "no-safepoint") return null;
  if (kind !== "panic" && kind !== "fatal") return KINDS[kind] ?? null;
  const rows = kind === "panic" ? PANICS : FATALS;
  const words = (message ?? "").slice(0, MOST_LETTERS);
  const found = rows.find(([pattern]) => pattern.test(words));
  return found === undefined ? null : { words: found[1], link: found[2] };
}
