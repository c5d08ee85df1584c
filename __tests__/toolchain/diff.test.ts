import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { changedLines } from "../../src/toolchain/index.ts";

// As git 2.39 prints it for `git diff -U0 --no-prefix`.
const DIFF = `diff --git a.go a.go
index de98044..aca71a6 100644
--- a.go
+++ a.go
@@ -2 +2 @@ func f() {
-b
+++ new.go
@@ -5,2 +4,0 @@ func f() {
-gone
-gone too
@@ -9,0 +8,3 @@ func g() {
+one
+two
+three
\\ No newline at end of file
diff --git g h.go g h.go
index c1b0730..e2efbe5 100644
--- g h.go\t
+++ g h.go\t
@@ -1 +1,2 @@
-x
\\ No newline at end of file
+y
+z
diff --git old.go old.go
deleted file mode 100644
--- old.go
+++ /dev/null
@@ -1,2 +0,0 @@
-a
-b
`;

describe("a difference of lines", () => {
  test("gives what was added or edited, by file", () => {
    expect([...changedLines(DIFF)]).toEqual([
      [
        "a.go",
        [
          { from: 2, to: 2 },
          { from: 8, to: 10 },
        ],
      ],
      ["g h.go", [{ from: 1, to: 2 }]],
    ]);
  });

  test("of anything else is none, and never throws", () => {
    expect([...changedLines("")]).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(changedLines(`+++ x\n@@ -1 +1 @@\n${text}`)).toBeInstanceOf(Map);
      }),
    );
  });
});
