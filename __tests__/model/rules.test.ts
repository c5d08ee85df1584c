import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { RULE_IDS, RULES, ruleOf } from "../../src/model/index.ts";

test.each(RULE_IDS.map((id) => [id]))("%s has a page that names its severity", (id) => {
  const page = new URL(`../../docs/rules/${id}.md`, import.meta.url);
  const text = readFileSync(page, "utf8");
  expect(text.startsWith(`# ${id}\n`)).toBe(true);
  expect(text).toContain(`Severity: ${ruleOf(id).severity}.`);
});

test("the table holds every rule once", () => {
  expect(RULES.map((rule) => rule.id)).toEqual([...RULE_IDS]);
});
