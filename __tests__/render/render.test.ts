import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { marked } from "marked";
import type { Report } from "../../src/model/index.ts";
import {
  loadJunit,
  renderAnnotations,
  renderJson,
  renderMarkdown,
  renderText,
} from "../../src/render/index.ts";
import { finding, incident, report, testInfo } from "../support/report.ts";

const LIMITS = { length: 60_000, blobUrl: null, runUrl: null };
const TEXT = { color: false, columns: 100, incidents: 5 };

async function junit(of: Report): Promise<string> {
  const { renderJunit } = await loadJunit();
  return [...renderJunit(of)].join("");
}

/** Text that would be a command, markup, a mention or a control anywhere else. */
const hostile = fc.oneof(
  fc.constantFrom(
    "::error file=x::owned",
    "##[error]owned",
    "\n::warning::owned",
    "%0A::error::owned",
    "<img src=x onerror=alert(1)>",
    "<!-- -->",
    "[link](https://example.com)",
    "![image](https://example.com/a.png)",
    "https://example.com www.example.com a@example.com",
    "@everyone #1 GH-1",
    "```\n# heading\n```",
    "~~~~",
    "</code></details>",
    "| a | b |",
    "$x^2$ ***bold*** __under__",
    "]]> <![CDATA[",
    "\u001b[31mred\u001b[0m \u0000 \u0007",
    "\u202eright to left\u202c",
    "\ud800 \udc00 \ufffe",
    "&amp; &lt;",
    "\ue00012of13",
  ),
  fc.string({ unit: "binary", maxLength: 60 }),
);

function hostileReport(text: string, other: string): Report {
  return report({
    tests: [
      testInfo({
        name: text,
        outcome: "fail",
        output: [other, text],
        file: other,
        package: "example.com/x",
      }),
      testInfo({ name: `${text}#01`, outcome: "skip", skipReason: other, package: text }),
      testInfo({ name: other, outcome: "not-run", package: text }),
    ],
    incidents: [
      incident({
        message: text,
        detail: other,
        test: text,
        tests: [text],
        note: other,
        package: "example.com/x",
        trace: [text, other],
        reproduce: text,
        createdBy: other,
        site: { function: text, file: other, line: 3, source: [{ line: 3, text }] },
        path: [
          {
            function: other,
            file: text,
            line: 1,
            owner: "user",
            inlined: false,
            through: [text],
            inlining: null,
            why: { cause: "refused", text: other },
          },
          {
            function: text,
            file: other,
            line: 2,
            owner: "user",
            inlined: true,
            through: [other],
            inlining: null,
            why: null,
          },
        ],
        nonInlined: true,
        escapes: [{ line: 2, column: 1, what: text, paid: "always" }],
        chain: [
          { message: text, site: null },
          { message: other, site: null },
        ],
      }),
    ],
    findings: [
      finding({ message: text, file: other }),
      finding({ rule: "test-failure", test: text, message: other }),
      finding({ rule: "lost-inlining", package: text, file: other, message: text }),
      finding({
        rule: "non-inlined-panic-path",
        package: other,
        file: text,
        message: text,
        gates: false,
      }),
    ],
    notRun: [{ package: text, test: other, file: null, line: null, because: other, variant: text }],
    warnings: [text, other],
    unread: { lines: 1, samples: [text] },
  });
}

describe("hostile text", () => {
  test("stays text in JUnit XML", async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (text, other) => {
        const xml = await junit(hostileReport(text, other));
        expect(XMLValidator.validate(xml)).toBe(true);
        // Discouraged and forbidden characters of XML 1.0.
        expect(/[\p{Cc}\ufffe\uffff\ue000]/u.test(xml.replace(/[\t\n\r]/g, ""))).toBe(false);
        expect(xml.isWellFormed()).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test("makes no markup, link, image or HTML in markdown", () => {
    const known = new Set([
      "h3",
      "table",
      "thead",
      "tbody",
      "tr",
      "th",
      "td",
      "details",
      "summary",
      "code",
      "pre",
      "p",
      "ul",
      "li",
      "b",
      "sub",
      "blockquote",
      "br",
    ]);
    fc.assert(
      fc.property(hostile, hostile, (text, other) => {
        const markdown = renderMarkdown(hostileReport(text, other), LIMITS);
        const html = marked.parse(markdown, { async: false });
        const tags = [...html.matchAll(/<\/?([a-zA-Z][a-zA-Z0-9]*)/g)].map(
          (match) => match[1] ?? "",
        );
        expect(tags.filter((tag) => !known.has(tag))).toEqual([]);
        const prose = html
          .replace(/<pre>[\s\S]*?<\/pre>/g, "")
          .replace(/<code>[\s\S]*?<\/code>/g, "");
        expect(prose).not.toMatch(/https?:\/\//);
      }),
      { numRuns: 200 },
    );
  });

  test("makes no second workflow command", () => {
    fc.assert(
      fc.property(hostile, hostile, (text, other) => {
        const lines = renderAnnotations(hostileReport(text, other)).split("\n").slice(0, -1);
        for (const line of lines) expect(line).toMatch(/^::(?:error|warning|notice) [^\r]*$/);
        expect(lines.length).toBe(3);
      }),
      { numRuns: 200 },
    );
  });

  test("makes no command and no control on a terminal", () => {
    fc.assert(
      fc.property(hostile, hostile, (text, other) => {
        const shown = renderText(hostileReport(text, other), TEXT);
        expect(/\p{Cc}/u.test(shown.replaceAll("\n", ""))).toBe(false);
        for (const line of shown.split("\n")) {
          expect(line.trimStart().startsWith("::")).toBe(false);
          expect(line.includes("##[")).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("comes back from JSON as it was", () => {
    fc.assert(
      fc.property(hostile, hostile, (text, other) => {
        const of = hostileReport(text, other);
        expect(JSON.parse([...renderJson(of)].join(""))).toEqual(JSON.parse(JSON.stringify(of)));
      }),
    );
  });
});

describe("JUnit", () => {
  test("has a case per test, with place, kind and trace", async () => {
    const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" });
    const xml = parser.parse(
      await junit(
        report({
          tests: [
            testInfo({ name: "TestAt/negative", outcome: "fail" }),
            testInfo({ name: "TestSkip", outcome: "skip", skipReason: "no network" }),
            testInfo({ name: "TestBad", outcome: "fail", output: ["    ring_test.go:20: want 1"] }),
            testInfo({ name: "TestLast", outcome: "not-run" }),
            testInfo({ name: "TestSlow", outcome: "interrupted" }),
          ],
        }),
      ),
    ) as {
      testsuites: {
        tests: string;
        errors: string;
        failures: string;
        skipped: string;
        testsuite: { timestamp: string; testcase: Record<string, unknown>[] };
      };
    };
    const { testsuites } = xml;
    expect([testsuites.tests, testsuites.errors, testsuites.failures, testsuites.skipped]).toEqual([
      "5",
      "3",
      "1",
      "1",
    ]);
    expect(testsuites.testsuite.timestamp).toBe("2026-11-23T17:00:00Z");
    const [panic, skip, bad, last, slow] = testsuites.testsuite.testcase;
    expect(panic).toMatchObject({
      name: "TestAt/negative",
      classname: "example.com/x/ring",
      file: "ring/ring_test.go",
      line: "9",
      error: { message: "runtime error: index out of range [-1]", type: "panic" },
    });
    expect(skip?.["system-out"]).toBe("no network");
    expect(bad?.failure).toMatchObject({ message: "ring_test.go:20: want 1" });
    expect(last?.error).toMatchObject({ message: "did not run: panic in TestAt/negative" });
    expect(slow?.error).toMatchObject({ type: "interrupted" });
  });

  test("gives a package-level incident a case of its own", async () => {
    const xml = await junit(
      report({
        tests: [],
        incidents: [incident({ kind: "exit", test: null, tests: [], message: null, site: null })],
      }),
    );
    expect(xml).toContain('<testcase name="exit of example.com/x/ring"');
    expect(XMLValidator.validate(xml)).toBe(true);
  });
});

describe("markdown", () => {
  test("says the verdict first and stays below its limit", () => {
    const incidents = Array.from({ length: 300 }, (_, at) =>
      incident({
        fingerprint: at.toString(16).padStart(16, "0"),
        trace: Array.from({ length: 100 }, () => "frame"),
      }),
    );
    const markdown = renderMarkdown(report({ incidents }), {
      length: 60_000,
      blobUrl: null,
      runUrl: null,
    });
    expect(markdown.startsWith("### ❌ panicpath: 1 panic\n")).toBe(true);
    expect(markdown.length).toBeLessThan(60_000);
    expect(markdown).toContain("more");
    expect((markdown.match(/<details/g) ?? []).length).toBe(
      (markdown.match(/<\/details>/g) ?? []).length,
    );
  });

  test("links to the line on the host", () => {
    const markdown = renderMarkdown(report(), {
      length: 60_000,
      blobUrl: "https://github.com/o/r/blob/abc",
      runUrl: null,
    });
    expect(markdown).toContain("](https://github.com/o/r/blob/abc/ring/ring.go#L41)");
  });
});

describe("annotations", () => {
  test("are ten of a level at most, those with a place first", () => {
    const findings = Array.from({ length: 30 }, (_, at) =>
      finding({ file: at < 5 ? null : "ring/ring.go", line: at + 1 }),
    );
    const lines = renderAnnotations(report({ findings })).trimEnd().split("\n");
    expect(lines.length).toBe(10);
    expect(lines.every((line) => line.startsWith("::error file=ring/ring.go,line="))).toBe(true);
  });
});

describe("annotations of old news", () => {
  test("are notices", () => {
    const findings = [
      finding({ baseline: "known" }),
      finding({ waived: "see #12" }),
      finding({ baseline: "new" }),
    ];
    const levels = renderAnnotations(report({ findings }))
      .split("\n")
      .map((line) => line.split(" ")[0]);
    expect(levels).toEqual(["::error", "::notice", "::notice", ""]);
  });
});

describe("every renderer", () => {
  test("gives the same bytes twice", async () => {
    const of = report();
    expect(renderText(of, TEXT)).toBe(renderText(of, TEXT));
    expect(renderMarkdown(of, LIMITS)).toBe(renderMarkdown(of, LIMITS));
    expect(await junit(of)).toBe(await junit(of));
  });
});
