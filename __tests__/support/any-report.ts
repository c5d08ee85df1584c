import fc from "fast-check";
import schema from "../../docs/report.schema.json" with { type: "json" };
import type { Report } from "../../src/model/index.ts";

/** What of JSON Schema the report's schema uses. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Text that would be a command, markup, a mention or a control anywhere else. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "::error file=x::owned",
    "##[error]owned",
    "##vso[task.setvariable variable=x]owned",
    "##teamcity[testFailed name='x']",
    "\n::warning::owned",
    "\r\n::stop-commands::x\r\n",
    "%0A::error::owned",
    "<img src=x onerror=alert(1)>",
    "<!-- -->",
    "<!-- panicpath-comment key=x run=99 attempt=1 -->",
    "-->",
    "[link](https://example.com)",
    "[ref]: https://example.com",
    "![image](https://example.com/a.png)",
    "https://example.com www.example.com a@example.com mailto:a@example.com",
    "@everyone #1 GH-1 octo/repo#1 16c999e8c71134401a78d4d46435517b2271d6ac",
    "```\n# heading\n```",
    "~~~~",
    "`",
    "</code></details></summary>",
    "| a | b |",
    "a | b\n---|---",
    "$x^2$ $$x$$ ***bold*** __under__ ~~gone~~",
    "- item",
    "1. item",
    "> quote",
    "]]> <![CDATA[",
    "&amp; &lt; &#60;",
    "\u001b[31mred\u001b[0m \u0000 \u0007 \u009b",
    "\u001b]8;;https://example.com\u0007x\u001b]8;;\u0007",
    "\u202eright to left\u202c \u2066\u2069",
    "\ud800 \udc00 \ufffe \uffff",
    "\ue00012of13",
    "../../../etc/passwd",
    "/etc/passwd",
    "C:\\windows",
    "__proto__",
    "TestX/#00",
    " ",
    "",
  ),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.string({ maxLength: 8 }).map((text) => text.repeat(400)),
);

const DEFINITIONS = schema.$defs as unknown as Readonly<Record<string, Schema>>;

/** Any value that a schema allows, strings hostile, numbers from one end to the other. */
function arbitraryOf(part: Schema): fc.Arbitrary<unknown> {
  if (part.$ref !== undefined) {
    const name = part.$ref.split("/").at(-1) ?? "";
    return arbitraryOf(DEFINITIONS[name] ?? {});
  }
  if (part.const !== undefined) return fc.constant(part.const);
  if (part.enum !== undefined) return fc.constantFrom(...part.enum);
  if (part.anyOf !== undefined) return fc.oneof(...part.anyOf.map(arbitraryOf));
  const types = Array.isArray(part.type) ? part.type : [part.type];
  return fc.oneof(...types.map((type) => typed(type, part)));
}

function typed(type: unknown, part: Schema): fc.Arbitrary<unknown> {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "string":
      return part.pattern === undefined ? hostileText : fc.stringMatching(new RegExp(part.pattern));
    case "integer":
      return integerFrom(part.minimum);
    case "number":
      return fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: part.minimum ?? -1e300 }),
        fc.constantFrom(0, 1e-7, 0.1 + 0.2, 1e21),
      );
    case "array":
      return fc.array(arbitraryOf(part.items ?? {}), { maxLength: 3 });
    case "object": {
      const parts = Object.entries(part.properties ?? {});
      return fc.record(Object.fromEntries(parts.map(([name, each]) => [name, arbitraryOf(each)])));
    }
    default:
      throw new Error(`the report's schema has a type that is not known here: ${String(type)}`);
  }
}

const integerFrom = (minimum = -5): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: minimum, max: minimum + 20 }),
    fc.constantFrom(minimum, Number.MAX_SAFE_INTEGER),
  );

/** Any report that docs/report.schema.json allows. */
export const anyReport = (): fc.Arbitrary<Report> =>
  arbitraryOf(schema as unknown as Schema) as fc.Arbitrary<Report>;
