import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Folder, hasGo, panicpath } from "../support/cli.ts";
import { commit, git, hasGit } from "../support/git.ts";

const withGo = hasGo && hasGit ? describe : describe.skip;

withGo("lines to reproduce of a report that is rendered", () => {
  const repository = new Folder({});
  const elsewhere = new Folder({});
  beforeAll(() => {
    git(repository.path, "init", "-q", "-b", "main");
    const test =
      'package cart\n\nimport "testing"\n\nfunc TestLast(t *testing.T) { var m map[int]int; m[0] = 1 }\n';
    commit(
      repository,
      {
        "svc/api/go.mod": "module example.com/api\n\ngo 1.21\n",
        "svc/api/cart/cart_test.go": test,
      },
      "one",
    );
    const words = ["--variants", "default", "--attempts", "1", "--base", "none"];
    panicpath([...words, "--out", join(elsewhere.path, "o")], join(repository.path, "svc/api"));
  });
  afterAll(() => {
    repository.remove();
    elsewhere.remove();
  });

  const line = "go test -run '^TestLast$' -count=1 ./cart";
  test.each([
    ["the module", "svc/api", line],
    ["a folder above it", "svc", `cd api && ${line}`],
    ["the repository's root", ".", `cd svc/api && ${line}`],
    ["a folder below", "svc/api/cart", `cd .. && ${line}`],
  ])("hold in %s", (_, dir, expected) => {
    const cwd = join(repository.path, dir);
    const { stdout } = panicpath(["render", join(elsewhere.path, "o/report.json")], cwd);
    expect(stdout).toContain(`reproduce    ${expected}\n`);
  });

  test("are those of the repository's root where nobody knows it", () => {
    const { stdout } = panicpath(["render", join(elsewhere.path, "o/report.json")], elsewhere.path);
    expect(stdout).toContain(`reproduce    cd svc/api && ${line}\n`);
  });
});
