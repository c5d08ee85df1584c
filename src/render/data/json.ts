import type { Report } from "../../model/index.ts";

/** The report as JSON, one test or incident a line, so that it can be searched and compared. */
export function* renderJson(report: Report): Generator<string> {
  const entries = Object.entries(report);
  yield "{\n";
  for (const [index, [key, value]] of entries.entries()) {
    const last = index === entries.length - 1 ? "\n" : ",\n";
    if (!Array.isArray(value) || value.length === 0) {
      yield `${JSON.stringify(key)}: ${JSON.stringify(value)}${last}`;
      continue;
    }
    yield `${JSON.stringify(key)}: [\n`;
    yield* joinedItems(value);
    yield `\n]${last}`;
  }
  yield "}\n";
}

const BATCH = 200;

function* joinedItems(items: readonly unknown[]): Generator<string> {
  for (let from = 0; from < items.length; from += BATCH) {
    const text = items
      .slice(from, from + BATCH)
      .map((item) => JSON.stringify(item))
      .join(",\n");
    yield from === 0 ? text : `,\n${text}`;
  }
}
