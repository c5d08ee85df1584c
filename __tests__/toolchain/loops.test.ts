import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { loopsWithoutCalls } from "../../src/toolchain/index.ts";

const inFunction = (body: string): string => `package p\n\nfunc f(x []int) {\n${body}\n}\n`;

describe("loops in whose source nothing is called", () => {
  test.each<[string, string, (readonly [number, number])[]]>([
    ["a sum", "for i := range x {\n\ts += x[i]\n}", [[4, 6]]],
    [
      "three clauses and a conversion",
      "for i := 0; i < len(x); i++ { s += uint64(x[i]) }",
      [[4, 4]],
    ],
    ["one that never ends", "for {\n}", [[4, 5]]],
    ["the outer one of two", "for {\n\tfor {\n\t\ts++\n\t}\n}", [[4, 8]]],
    ["the inner one, where the outer calls", "for {\n\tg()\n\tfor {\n\t\ts++\n\t}\n}", [[6, 8]]],
    ["none that calls", "for { g() }", []],
    ["none that calls in its head", "for i := g(); i < 3; i++ { }", []],
    ["none that calls a method", "for { x.m(1) }", []],
    ["none that calls what an expression gives", "for { x[0](1); (y)(2) }", []],
    ["none with a channel", "for { <-c }", []],
    ["none that appends", "for { x = append(x, 1) }", []],
    ["none that starts a goroutine", "for { go g }", []],
    ["a literal in its head", "for _, v := range ([]int{1, 2}) { s += v }", [[4, 4]]],
    ["words in comments and strings", 'for { /* g() */ s = "g()" }', [[4, 4]]],
  ])("%s", (_, body, found) => {
    const loops = loopsWithoutCalls(inFunction(body), 3, 20);
    expect(loops.map(({ line, endLine }) => [line, endLine])).toEqual(found);
  });

  test("only those between the lines", () => {
    const source = inFunction("for {\n}\nfor {\n}");
    expect(loopsWithoutCalls(source, 6, 7)).toEqual([{ line: 6, endLine: 7 }]);
  });

  test("of any text, lines in order and inside of it", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("for ", "{", "}", "(", ")", "[", "]", "x", "\n", "<-") }),
        (text) => {
          let last = 0;
          for (const { line, endLine } of loopsWithoutCalls(text, 1, 1000)) {
            expect(line).toBeGreaterThanOrEqual(last);
            expect(endLine).toBeGreaterThanOrEqual(line);
            expect(endLine).toBeLessThanOrEqual(text.split("\n").length);
            last = endLine;
          }
        },
      ),
    );
  });
});
