import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isForeign, type ValuesPolicy } from "../../src/model/index.ts";
import {
  argumentWords,
  callsOf,
  decodedArguments,
  expressionIn,
  expressionsOf,
  framesIn,
  hidingOf,
  signatureAt,
  variablesOf,
} from "../../src/values/index.ts";

const FIXTURES = join(import.meta.dirname, "../../__fixtures__/delve");

/** Frames of the first full stack of a recorded conversation with delve. */
function recorded(name: string) {
  const talk: unknown = JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), "utf8"));
  const entries = Array.isArray(talk) ? talk : [];
  const full = entries.find(
    ([method, params]) => method === "RPCServer.Stacktrace" && params.Full === true,
  );
  const answer: unknown = full[2].result;
  return framesIn(isForeign(answer) ? answer : {});
}

function frameOf(frames: ReturnType<typeof framesIn>, end: string) {
  const found = frames.find((frame) => frame.function.endsWith(end));
  if (found === undefined) throw new Error(`no frame of ${end} was recorded`);
  return found;
}

const nothingKnown = (): boolean => false;

describe("the words of a trace (runtime/traceback.go, printArgs)", () => {
  test.each([
    ["", [], false],
    ["0xc000012345, 0x2", [0xc000012345n, 2n], false],
    ["{0x0, 0x5}, 0x1", [[0n, 5n], 1n], false],
    ["{{0x1, 0x2}, 0x3}, ...", [[[1n, 2n], 3n]], true],
    ["0x24?, _", ["?", "?"], false],
    ["...", [], true],
    ["{0x1, ...}", [[1n]], false],
  ])("%s", (text, words, isCut) => {
    const found = argumentWords(text);
    type Found = NonNullable<typeof found>["words"][number];
    const plain = (word: Found): unknown =>
      word.kind === "number" ? word.value : word.kind === "group" ? word.words.map(plain) : "?";
    expect([found?.words.map(plain), found?.isCut]).toEqual([words, isCut]);
  });

  test.each(["hello", "{0x1", "0x1}", "0xzz", "{{{{{{{{{{0x1}}}}}}}}}}", "0x1 0x2)"])(
    "%s is no list of arguments",
    (text) => expect(argumentWords(text)).toBeNull(),
  );

  test("what is printed of any words is read as these words", () => {
    fc.assert(
      fc.property(fc.array(WORDS.word, { maxLength: 12 }), fc.boolean(), (words, isCut) => {
        expect(argumentWords(printed(words, isCut))).toEqual({ words, isCut });
      }),
    );
  });

  test("of any text nothing is read but what it prints", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."{}.,_?x0 1a(") }), (text) => {
        const found = argumentWords(text);
        const digits = (list: string): number => list.match(/0x[0-9a-f]+|\d+|_/g)?.length ?? 0;
        if (found !== null) expect(digits(printed(found.words, found.isCut))).toBe(digits(text));
      }),
    );
  });
});

type Words = NonNullable<ReturnType<typeof argumentWords>>["words"];

/** Words as the runtime prints them (runtime/traceback.go, printArgs). */
function printed(words: Words, isCut: boolean): string {
  const each = words.map((word) => {
    if (word.kind === "group") return `{${printed(word.words, word.isCut)}}`;
    return word.kind === "number" ? `0x${word.value.toString(16)}` : "_";
  });
  return [...each, ...(isCut ? ["..."] : [])].join(", ");
}

/** Any words, composites no deeper than the runtime prints them. */
const WORDS = fc.letrec<{ word: Words[number] }>((tie) => ({
  word: fc.oneof(
    { maxDepth: 5 },
    fc.record({ kind: fc.constant("number" as const), value: fc.bigInt(0n, 2n ** 64n - 1n) }),
    fc.record({ kind: fc.constant("unknown" as const) }),
    fc.record({
      kind: fc.constant("group" as const),
      words: fc.array(tie("word"), { maxLength: 5 }),
      isCut: fc.boolean(),
    }),
  ),
}));

const SOURCE = `package p

type Kind int

type Box[T any] struct{ items []T }

func (m *Matrix) At(r, c int, _ bool) float64 {
	return m.data[r*m.cols+c]
}

func Plain(name string, ids []int8, ok bool, k Kind, e error, d time.Duration, f func(int) int) {
	run(func(x, y uint8) {
		panic(x)
	})
}

func (b *Box[T]) Get(i int) T { return b.items[i] }

func Results(a interface{ F() }, m map[string]int, c <-chan int) (n int, err error) {
	panic(a)
}

func Unnamed(int, string) {
	panic(1)
}

func Variadic(first float64, rest ...string) struct{ a int } {
	panic(first)
}

func Line(n uint8) { sort(func(i, j int) bool { return i < j }, func(k int) int { return k }) }

func Info(e errorInfo) { panic(e) }
`;

describe("declarations (go.dev/ref/spec)", () => {
  test.each([
    ["a method", 8, "m *Matrix", ["r int", "c int", " bool"]],
    [
      "every kind of type",
      11,
      null,
      [
        "name string",
        "ids []int8",
        "ok bool",
        "k Kind",
        "e error",
        "d time.Duration",
        "f func(int)int",
      ],
    ],
    ["a function literal", 13, null, ["x uint8", "y uint8"]],
    [
      "an interface, a map, results with names",
      20,
      null,
      ["a interface{F()}", "m map[string]int", "c <-chan int"],
    ],
    ["parameters without names", 24, null, [" int", " string"]],
    ["a result of a struct type", 28, null, ["first float64", "rest ...string"]],
  ])("%s", (_, line, receiver, parameters) => {
    const found = signatureAt(SOURCE, line, line === 13 ? "p.Plain.func1" : "p.Declared");
    const words = ({ name, type }: { name: string; type: string }) => `${name} ${type}`;
    expect(found?.receiver == null ? null : words(found.receiver)).toBe(receiver);
    expect(found?.parameters.map(words)).toEqual(parameters);
  });

  test("outside of functions there is none", () =>
    expect(signatureAt(SOURCE, 3, "p.F")).toBeNull());

  test("whatever source stands around it, a signature's names are the source's", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("func ", "(", ")", "{", "}", "a", ",", "\n", "[", "]") }),
        (text) => {
          const names = signatureAt(text, 3, "p.F.func1")?.parameters.map(({ name }) => name);
          for (const name of names ?? []) expect(text).toContain(name);
        },
      ),
    );
  });
});

/** The variables that a call's words give in SOURCE, as `name=value`. */
const decoded = (line: number, text: string): string[] =>
  decodedArguments(
    { function: "p.F", file: "p.go", line, words: [], isCut: false, ...argumentWords(text) },
    SOURCE,
  ).map(({ name, kind, value }) => `${name}${kind === "receiver" ? "*" : ""}=${value}`);

describe("arguments by their declarations", () => {
  test.each([
    [
      "numbers and a pointer",
      8,
      "0xc000012345, 0x2, 0xffffffffffffffff, 0x1",
      ["m*=not nil", "r=2", "c=-1"],
    ],
    [
      "text, slices, named numbers, interfaces, durations",
      11,
      "{0x5f0, 0x3}, {0x0, 0x0, 0x0}, 0x1, 0x7, {0x0, 0x0}, 0x989680, 0x0",
      ["name=len 3", "ids=nil", "ok=true", "k=7", "e=nil", "d=10ms", "f=nil"],
    ],
    ["what may be stale is left out", 8, "0x1?, 0x2?, 0x3, 0x0", ["c=3"]],
    ["an empty string", 11, "{0x0, 0x0}", ['name=""']],
    ["a slice with room", 11, "{0x0, 0x0}, {0x1, 0x2, 0x8}", ['name=""', "ids=len 2 cap 8"]],
    ["a float", 28, "0x3ff8000000000000, {0x0, 0x0, 0x0}", ["first=1.5", "rest=nil"]],
    ["a generic method has a dictionary in place of its receiver", 17, "0x55d0a0, 0x5", ["i=5"]],
  ])("%s", (_, line, words, expected) => expect(decoded(line, words)).toEqual(expected));

  test.each([
    ["a function literal", "p.Plain.func1", 13, ["x=128", "y=255"]],
    ["one on the line of its call: which it is, only its name tells", "p.Line.func1", 31, []],
    ["what is around it has its own", "p.Line", 31, ["n=128"]],
    ["the body of a range over a function has no head", "p.Plain-range1", 13, []],
  ])("%s", (_, name, line, expected) => {
    const { words, isCut } = argumentWords("0x80, 0xff") ?? { words: [], isCut: false };
    const call = { function: name, file: "m.go", line, words, isCut };
    const found = decodedArguments(call, SOURCE);
    expect(found.map(({ name, value }) => `${name}=${value}`)).toEqual(expected);
  });

  test("a struct whose type begins like a known one is no interface", () => {
    const { words, isCut } = argumentWords("{0x0, 0x3}") ?? { words: [], isCut: false };
    const call = { function: "p.Info", file: "m.go", line: 33, words, isCut };
    expect(decodedArguments(call, SOURCE)).toEqual([]);
  });

  test("calls of a trace with their places; inlined ones have no words", () => {
    const calls = callsOf([
      "panic: boom",
      "goroutine 6 [running]:",
      "example.com/p.(*M).At(0xc0, 0x2)",
      "\t/src/p/m.go:13 +0x5b fp=0x1 sp=0x2 pc=0x3",
      "example.com/p.inlined(...)",
      "\t/src/p/m.go:20",
      "created by testing.(*T).Run in goroutine 1",
      "\t/go/src/testing/testing.go:1997 +0x465",
    ]);
    expect(calls.map(({ function: name, line, words }) => [name, line, words.length])).toEqual([
      ["example.com/p.(*M).At", 13, 2],
      ["example.com/p.inlined", 20, 0],
    ]);
  });
});

describe("what a line reads", () => {
  test.each([
    ["	return m.data[r*m.cols+c]", ["m", "m.data", "r", "m.cols", "c"]],
    ["	json = json[1 : len(json)-1]", ["json"]],
    ['	panic("line too long: " + line)', ["line"]],
    ["	for i := range s.items { s.f.g(i).x = nil }", ["i", "s", "s.items", "s.f"]],
    ["	return doc[key].(string) // key of old", ["doc", "key"]],
    ["	go run(a, &b, *c.d)", ["a", "b", "c", "c.d"]],
    ["", []],
  ])("%s", (line, expected) => expect(expressionsOf(line)).toEqual(expected));
});

describe("what delve loads (recorded with 1.27.2 on Go 1.26.8)", () => {
  const shown = (
    name: string,
    frame: string,
    policy: ValuesPolicy,
    receiver: string | null = null,
  ) =>
    variablesOf(frameOf(recorded(name), frame), receiver, hidingOf(policy, nothingKnown)).map(
      ({ name: label, kind, value, redacted }) => [label, kind, value, redacted],
    );

  test("a matrix", () => {
    expect(shown("indexrange", ".(*Matrix).At", "redacted", "m")).toEqual([
      ["m", "receiver", "&{rows: 2, cols: 4, data: len 8 [0, 0, 0, 0, 0, 0, 0, 0]}", false],
      ["r", "arg", "2", false],
      ["c", "arg", "2", false],
    ]);
  });

  const FIELDS = (text: unknown) => String(text);
  test.each([
    ["all", /hunter2/, true],
    ["redacted", /hunter2|ghp_|eyJ/, false],
    ["types", /hunter2|ghp_|eyJ|ann|5432/, false],
    ["off", /hunter2|ghp_|eyJ|ann|5432/, false],
  ] as const)("secrets under %s", (policy, pattern, isThere) => {
    const text = shown("secrets", "hostile.Connect", policy)
      .map(([, , value]) => FIELDS(value))
      .join();
    expect(text.length).toBeGreaterThan(0);
    expect(pattern.test(text)).toBe(isThere);
  });

  test("what is hidden keeps its shape", () => {
    expect(shown("secrets", "hostile.Connect", "redacted").slice(0, 3)).toEqual([
      ["c", "arg", '{User: "ann", Password: [redacted], APIToken: len 40 [redacted]}', true],
      ["addr", "arg", '"db:5432"', false],
      ["header", "arg", 'len 1 {"Authorization": [redacted]}', true],
    ]);
  });

  test.each([
    ["DB_PASSWORD=hunter2"],
    ['{"user":"ann","password":"hunter2"}'],
    ["https://h.example/cb?access_token=hunter2&x=1"],
    ["user:hunter2@tcp(db:3306)/app"],
    ["Authorization: Basic hunter2"],
    ["ghp_hunt"],
  ])("a text that holds one: %s", (text) => {
    const { hidesText } = hidingOf("redacted", nothingKnown);
    expect(hidesText(text)).toBe(true);
    expect(hidesText("expected token: }, got the session of a parser")).toBe(false);
  });

  test.each([["X-Api-Key"], ["DBPwd"], ["Passcode"], ["SigningKey"], ["pw"], ["DatabaseDSN"]])(
    "a name of one: %s",
    (name) => {
      const { hidesName } = hidingOf("redacted", nothingKnown);
      expect(hidesName(name)).toBe(true);
      expect(["key", "addr", "passes", "monkey", "power"].some(hidesName)).toBe(false);
    },
  );

  test("a part of what is hidden, and a value beside its name", () => {
    const hiding = hidingOf("redacted", nothingKnown);
    const text = (value: string) => ({ kind: 24, type: "string", len: value.length, value });
    const answer = { Variable: text("hunter2") };
    expect(expressionIn(answer, "token.raw", hiding)?.value).toBe("[redacted]");
    expect(expressionIn(answer, "node.raw", hiding)?.value).toBe('"hunter2"');
    const pair = {
      ...{ kind: 25, type: "p.Header", len: 2 },
      children: [
        { name: "Name", ...text("password") },
        { name: "Value", ...text("hunter2") },
      ],
    };
    expect(expressionIn({ Variable: pair }, "pair", hiding)?.value).not.toContain("hunter2");
    const typed = { ...text("hunter2"), type: "p.Password" };
    expect(expressionIn({ Variable: typed }, "p", hiding)?.value).toBe("[redacted]");
  });

  test("a secret of the environment is hidden under every policy", () => {
    const hiding = hidingOf("all", (text) => text.includes("hunter2"));
    const frame = recorded("secrets").find((each) => each.function.endsWith("hostile.Connect"));
    expect(
      JSON.stringify(frame === undefined ? [] : variablesOf(frame, null, hiding)),
    ).not.toContain("hunter2");
  });

  test("a variable that another of its name hides stands in parentheses", () => {
    const local = (value: string, flags: number) => ({
      ...{ name: "n", type: "int", kind: 2, value, flags, children: [], unreadable: "" },
    });
    const raw = { Arguments: [], Locals: [local("1", 2), local("2", 0)] };
    const frame = { function: "p.F", file: "p.go", line: 1, isOptimized: false, raw };
    expect(
      variablesOf(frame, null, hidingOf("all", nothingKnown)).map(({ name, value }) => [
        name,
        value,
      ]),
    ).toEqual([
      ["(n)", "1"],
      ["n", "2"],
    ]);
  });

  test("an optimized frame has no values", () => {
    const [frame] = recorded("indexrange").filter((each) => each.function.endsWith(".At"));
    const hiding = hidingOf("all", nothingKnown);
    expect(
      frame === undefined ? null : variablesOf({ ...frame, isOptimized: true }, null, hiding),
    ).toEqual([]);
  });

  test("whatever delve answers, there is an answer", () => {
    const value = fc.letrec((tie) => ({
      variable: fc.record({
        name: fc.string(),
        type: fc.string(),
        value: fc.string(),
        kind: fc.integer({ min: -1, max: 30 }),
        len: fc.integer(),
        cap: fc.integer(),
        base: fc.integer(),
        addr: fc.integer(),
        unreadable: fc.constantFrom("", "lost"),
        children: fc.oneof(
          { maxDepth: 4 },
          fc.constant(null),
          fc.array(tie("variable"), { maxLength: 4 }),
        ),
      }),
    })).variable;
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), (Arguments) => {
        const [frame] = framesIn({ Locations: [{ Arguments }] });
        const found =
          frame === undefined ? null : variablesOf(frame, null, hidingOf("redacted", nothingKnown));
        expect(Array.isArray(found)).toBe(true);
      }),
    );
  });
});
