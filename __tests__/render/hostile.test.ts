import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { marked } from "marked";
import {
  codeInMarkdown,
  commandData,
  commandProperty,
  fence,
  forLog,
  forMarkdown,
  forXml,
} from "../../src/render/escape.ts";
import { anyReport, hostileText } from "../support/any-report.ts";
import { expectRenderable } from "../support/rendered.ts";

describe("any report that the schema allows", () => {
  test("is sound in every format, the same bytes twice, and comes back from JSON as it was", async () => {
    await fc.assert(fc.asyncProperty(anyReport(), expectRenderable), { numRuns: 40 });
  });
});

describe("text in markdown", () => {
  const textOf = (html: string): string =>
    html
      .replace(/<!--[\s\S]*?-->|<[^>]*>/g, "")
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");

  test.each([
    ["@team", "@\u2060team"],
    ["#12", "#\u206012"],
    ["GH-12", "GH-\u206012"],
    [
      "see 16c999e8c71134401a78d4d46435517b2271d6ac",
      "see 1\u20606c999e8c71134401a78d4d46435517b2271d6ac",
    ],
    ["0xc000123456", "0xc000123456"],
    ["https://example.com", "https:\u2060//example.com"],
    ["a@b.com", "a@\u2060b.com"],
    ["www.example.com", "www\u2060.example.com"],
    ["ring.go:100: bad", "ring.go:\u2060100: bad"],
    ["1. item", "1. item"],
    ["- item", "- item"],
    ["a\nb\tc", "a b c"],
  ])("%s is shown as it is, and refers to nothing", (text, shown) => {
    const html = marked.parse(forMarkdown(text), { async: false });
    expect(html.startsWith("<p>")).toBe(true);
    expect(html).not.toContain("<a ");
    expect(textOf(html).trim()).toBe(shown);
  });

  test("code is copied as the text itself, and is no link", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "grapheme-ascii", maxLength: 60 }),
          fc.emailAddress(),
          fc.webUrl(),
        ),
        (text) => {
          const html = marked.parse(codeInMarkdown(text), { async: false });
          expect(html).not.toContain("<a ");
          expect(textOf(html).trim()).toBe(text.trim());
        },
      ),
    );
  });

  test("a fence has one block, whatever its lines", () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 4 }), (lines) => {
        const html = marked.parse(`${fence(lines, "text")}\n\nafter`, { async: false });
        expect(html.match(/<pre>/g)).toHaveLength(1);
        expect(html.endsWith("</code></pre>\n<p>after</p>\n")).toBe(true);
      }),
    );
  });
});

describe("a fence", () => {
  // cmark counts no more than 255 marks of a fence, so that a line of 255 would close a longer one.
  test.each([99, 100, 254, 255, 256, 300, 1000])("has no line of %d marks in it", (count) => {
    for (const mark of ["`", "~"]) {
      const [open = "", line = ""] = fence([mark.repeat(count)], "text").split("\n");
      expect(open.length).toBeLessThan(120);
      expect(line.match(/`+|~+/g)?.every((run) => run.length < 102)).toBe(true);
      expect(line.replaceAll("\u2060", "")).toBe(mark.repeat(count));
    }
  });
});

describe("text in other places", () => {
  test.each([
    ["::error::x", ":\u2060:error::x"],
    ["  ::error::x", ":\u2060:error::x"],
    ["##[error]x", "##\u2060[error]x"],
    ["##vso[task.x]", "##\u2060vso[task.x]"],
    ["##teamcity[x]", "##\u2060teamcity[x]"],
    ["a\u001b[31mb\u0007", "ab␇"],
    ["a\u202eb", "a\ufffdb"],
  ])("%j is no command and no control in a log", (text, shown) => {
    expect(forLog(text)).toBe(shown);
  });

  test("a workflow command has one line, and its property one value", () => {
    expect(commandData("50%\r\n::error::x")).toBe("50%25␍%0A::error::x");
    expect(commandProperty("a,b:c\nd")).toBe("a%2Cb%3Ac d");
  });

  test("XML has its forbidden characters shown, and no end of a CDATA section", () => {
    expect(forXml("a\u0000b\ufffe]]>")).toBe("a␀b\ufffd]] >");
  });
});
