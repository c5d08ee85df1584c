import { describe, expect, test } from "@jest/globals";
import { meaningOf } from "../../src/outline/meanings.ts";
import { incident } from "../support/report.ts";

// Messages as the runtime of Go 1.26 prints them (runtime/error.go, runtime/chan.go, internal/runtime/maps, sync).
describe("what an incident means", () => {
  test.each([
    ["panic", "assignment to entry in nil map", /never made/],
    ["panic", "runtime error: invalid memory address or nil pointer dereference", /nil pointer/],
    ["panic", "runtime error: index out of range [5] with length 3", /beyond the length/],
    ["panic", "runtime error: index out of range [-1]", /below 0/],
    ["panic", "runtime error: slice bounds out of range [:5] with capacity 3", /slice expression/],
    ["panic", "runtime error: integer divide by zero", /divided by 0/],
    ["panic", "runtime error: negative shift amount", /shift/],
    ["panic", "send on closed channel", /behind the channel's close/],
    ["panic", "close of closed channel", /twice/],
    ["panic", "close of nil channel", /never made/],
    ["panic", "interface conversion: interface {} is string, not int", /another type/],
    ["panic", "interface conversion: interface is nil, not x.I", /nil interface/],
    ["panic", "runtime error: hash of unhashable type []int", /slice, map or function/],
    ["panic", "runtime error: comparing uncomparable type []int", /slice, map or function/],
    ["panic", "runtime error: makeslice: len out of range", /size below 0/],
    ["panic", "sync: negative WaitGroup counter", /Done/],
    ["fatal", "all goroutines are asleep - deadlock!", /waits for another/],
    ["fatal", "concurrent map writes", /two goroutines/],
    ["fatal", "concurrent map iteration and map write", /two goroutines/],
    ["fatal", "stack overflow", /without an end/],
    ["fatal", "sync: unlock of unlocked mutex", /nobody had locked/],
    ["exit", "exit status 3", /ended at once/],
    ["race", null, /same memory/],
  ] as const)("%s: %s", (kind, message, words) => {
    expect(meaningOf(incident({ kind, message }))?.words).toMatch(words);
  });

  test.each([
    ["a panic of the user's own words", incident({ kind: "panic", message: "boom" })],
    ["a build failure", incident({ kind: "build", message: "undefined: x" })],
    [
      "words of the runtime's in a fatal error of another kind",
      incident({ kind: "fatal", message: "index out of range" }),
    ],
  ])("is not made up for %s", (_, given) => {
    expect(meaningOf(given)).toBeNull();
  });
});
