import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseFunctions, withConstantMessages } from "../../src/toolchain/index.ts";

const file = (body: string): string => `package x\n\n${body}\n`;
const sites = (source: string) =>
  parseFunctions(source).panics.map((each) => [each.function, each.argument, each.literal]);

describe("explicit panics", () => {
  test.each([
    ["a function", "func F(k int) {\n\tpanic(k)\n}", [["F", "k", false]]],
    ["a pointer method", "func (r *R) F() { panic(`a\nb`) }", [["(*R).F", "`a b`", true]]],
    [
      "a generic method",
      'func (b Box[T]) Get() T {\n\tpanic("a" + "b")\n}',
      [["Box.Get", '"a" + "b"', true]],
    ],
    [
      "a generic function",
      "func F[T any](x T) (n int, err error) {\n\tpanic(x)\n}",
      [["F", "x", false]],
    ],
    ["a result that is a function", "func F() func() {\n\tpanic(1)\n}", [["F", "1", true]]],
    ["a result that is a struct", "func F() struct{ n int } {\n\tpanic(1)\n}", [["F", "1", true]]],
    ["a literal inside", "func F() {\n\tgo func() { panic(2) }()\n}", [["F", "2", true]]],
    ["package level", "var f = func() { panic(3) }", [["init", "3", true]]],
    [
      "comments and strings",
      '// panic(1)\n/* panic(2) */\nvar s = "panic(3)" + `panic(4)` + string(\'"\')',
      [],
    ],
    ["a method named so", "func (l *Log) panic(args ...any) { l.say(args) }", []],
    ["a method called so", "func F(l *Log) { l.panic(1) }", []],
    [
      "a method of an interface",
      "type I interface {\n\tpanic(v any)\n}\n\nfunc F() { panic(9) }",
      [["F", "9", true]],
    ],
    ["code that does not parse", "func F( { panic(", []],
  ])("%s", (_, body, want) => {
    expect(sites(file(body))).toEqual(want);
  });

  test("a literal of many megabytes on one line is no trouble", () => {
    const long = `var asset = "${"\\x00".repeat(4_000_000)}"\n\nfunc F() { panic(asset) }`;
    expect(sites(file(long))).toEqual([["F", "asset", false]]);
  });

  test("any text is read to its end", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        parseFunctions(text);
        parseFunctions(file(`func F() { ${text}`));
      }),
    );
  });
});

describe("constant messages", () => {
  const edited = (body: string): string => {
    const source = file(body);
    return withConstantMessages(source, parseFunctions(source).panics);
  };

  test("the argument stays in use, and the line where it is", () => {
    expect(edited("func F(k int) {\n\tpanic(g(k))\n}")).toBe(
      file('func F(k int) {\n\tif false { panic(g(k)) }; panic("")\n}'),
    );
  });

  test.each([
    ["a literal", 'func F() { panic("x") }'],
    ["a deferred one", "func F(k int) { defer panic(k) }"],
    ["behind an if on one line", "func F(k int) { if k > 1 { return }; x := h(panic, k); _ = x }"],
  ])("%s stays as it is", (_, body) => {
    expect(edited(body)).toBe(file(body));
  });

  test("one inside another's argument goes with it", () => {
    expect(edited("func F(k error) {\n\tpanic(wrap(func() {\n\t\tpanic(k)\n\t}))\n}")).toBe(
      file(
        'func F(k error) {\n\tif false { panic(wrap(func() {\n\t\tpanic(k)\n\t})) }; panic("")\n}',
      ),
    );
  });
});
