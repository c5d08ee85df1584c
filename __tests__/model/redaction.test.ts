import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Redaction } from "../../src/model/index.ts";
import { report, testInfo } from "../support/report.ts";

const TOKEN = "ghs_16C7e42F292c6912E7710c838347Ae178B4a";

describe("text", () => {
  test.each([
    ["a value", ["hunter2hunter2"], "at hunter2hunter2!", "at ***!"],
    ["a value of few letters is no secret", ["new"], "new panic", "new panic"],
    ["a value that holds another", ["abcdefgh", "abcdefghij"], "abcdefghij", "***"],
    [
      "one that a pattern would not take as it is",
      ["a.b*c(d)e"],
      "[a.b*c(d)e] a.bbc(d)e",
      "[***] a.bbc(d)e",
    ],
    [
      "each line of a key",
      ["-----BEGIN KEY-----\nMIIEowIBAAKCAQEA0\n-----END KEY-----"],
      "got MIIEowIBAAKCAQEA0",
      "got ***",
    ],
    ["lines that are indented", ["short-l1\nshort-l2"], "  short-l1\n  short-l2", "  ***\n  ***"],
    ["a key whose line ends are written out", ["KEY-LINE-1\\nKEY-LINE-2"], "KEY-LINE-2", "***"],
    ["a value with a line end behind it", ["hunter2hunter\n"], "hunter2hunter", "***"],
    ["as a shell quotes it", ["it's-a-secret"], "-pw 'it'\\''s-a-secret'", "-pw '***'"],
    ["as Go names a subtest", ["correct horse"], "TestX/correct_horse", "TestX/***"],
    ["what a bound has cut", ["abcdefghijklmnop"], "at abcdefghijk", "at ***"],
    ["what a bound has cut, with its mark", ["abcdefghijklmnop"], "at abcdefghijk…", "at ***…"],
  ])("%s", (_, values, text, shown) => {
    expect(new Redaction(values).text(text)).toBe(shown);
  });

  test.each([
    ["raw", TOKEN],
    ["by `::add-mask::`", "masked-value"],
  ])("twice: %s", (_, secret) => {
    const redaction = new Redaction([], [TOKEN]);
    redaction.watch("::add-mask::masked-value\n");
    expect(redaction.text(`${secret}${secret}`)).toBe("******");
  });

  test("a token in base64, whatever stands around it", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const text = Buffer.from(`${before}${TOKEN}${after}`).toString("base64");
        const shown = new Redaction([], [TOKEN]).text(text);
        const left = shown.split("***").map((part) => Buffer.from(part, "base64").toString());
        expect(left.some((part) => part.includes(TOKEN.slice(4, 12)))).toBe(false);
        expect(shown).not.toBe(text);
      }),
    );
  });

  test("a mask is decoded as the runner does it", () => {
    const redaction = new Redaction([]);
    redaction.watch("::add-mask::ab%25cdefghij\n");
    expect(redaction.text("ab%cdefghij")).toBe("***");
  });

  test("a mask is found in what tests of a report printed", () => {
    const redaction = new Redaction([]);
    redaction.learn([testInfo({ output: ["::add-mask::masked-value", "got masked-value"] })]);
    expect(redaction.text("got masked-value")).toBe("got ***");
  });

  test("a mask is found wherever a chunk ends", () => {
    const text = `{"Action":"output","Output":"::add-mask::pa\\"ss-word\\n"}\n`;
    for (let at = 0; at <= text.length; at += 1) {
      const redaction = new Redaction([]);
      redaction.watch(text.slice(0, at));
      redaction.watch(text.slice(at));
      expect(redaction.text('pa"ss-word')).toBe("***");
    }
  });
});

describe("a report", () => {
  const secret = "hunter2hunter2";

  test("holds no secret anywhere, and is else the same", () => {
    const whole = report({
      tests: [testInfo({ output: [`key ${secret}`], failure: secret, note: secret })],
      warnings: [secret],
    });
    const shown = new Redaction([secret]).report(whole);
    expect(shown).toEqual(JSON.parse(JSON.stringify(whole).replaceAll(secret, "***")));
    expect(shown.incidents).toBe(whole.incidents);
  });

  test("keeps words of its own, whatever a mask says", () => {
    const whole = report({});
    const shown = new Redaction(["panicpath.report/1", "not-asked"]).report(whole);
    expect([shown.schema, shown.base.state]).toEqual([whole.schema, whole.base.state]);
  });

  test("without a secret is the same object", () => {
    const whole = report({});
    expect(new Redaction([secret]).report(whole)).toBe(whole);
  });
});
