import { expect, test } from "@jest/globals";
import { ownersIn } from "../../src/judge/owners.ts";

// The examples of GitHub's own page about code owners.
const FILE = `# a comment
*       @global-owner1 @global-owner2
*.js    @js-owner # inline
/build/logs/ @doctocat
docs/*  docs@example.com
apps/ @octocat
/scripts/ @doctocat @octocat
**/logs @octocat
/apps/github
internal/**/gen?.go @gen
`;

test.each([
  ["README.md", ["@global-owner1", "@global-owner2"]],
  ["a/b/x.js", ["@js-owner"]],
  ["build/logs/a.txt", ["@octocat"]],
  ["docs/getting-started.md", ["docs@example.com"]],
  ["docs/build-app/troubleshooting.md", ["@global-owner1", "@global-owner2"]],
  ["x/apps/y.go", ["@octocat"]],
  ["scripts/a/b.sh", ["@doctocat", "@octocat"]],
  ["deeply/nested/logs/x", ["@octocat"]],
  ["apps/github/main.go", []],
  ["internal/a/b/gen1.go", ["@gen"]],
  ["internal/gen1.go", ["@gen"]],
])("%s is owned by %j", (file, owners) => {
  expect(ownersIn(FILE)(file)).toEqual(owners);
});

test("the last lines of a long file decide, and a blank may stand in a path", () => {
  const long = `${"*.go @first\n".repeat(20_000)}/svc\\ a/ @blank\n*.md @last\n`;
  const owners = ownersIn(long);
  expect([owners("svc a/x"), owners("x.md"), owners("x.go")]).toEqual([
    ["@blank"],
    ["@last"],
    ["@first"],
  ]);
});

test("odd lines are no owners of anything", () => {
  const owners = ownersIn(`[section]\n(((\n\u0000 @a\n${"*".repeat(5000)} @b\n`);
  expect(owners("a.go")).toEqual([]);
  expect(ownersIn("")("a.go")).toEqual([]);
});
