import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import type { Report } from "../../src/model/index.ts";
import { action, Folder, hasGo } from "../support/cli.ts";

const TOKEN = "ghs_16C7e42F292c6912E7710c838347Ae178B4a";
const SECRET = "s3cret-of-the-database";
const MASKED = "a-value-that-is-masked";

/** Tests that print what they find, and look for the token in the processes above them. */
const LEAK = `package leak

import (
	"encoding/base64"
	"fmt"
	"os"
	"strings"
	"testing"
)

func above() string {
	found := "nothing"
	for pid := fmt.Sprint(os.Getppid()); pid != "0" && pid != "1" && pid != ""; {
		environ, _ := os.ReadFile("/proc/" + pid + "/environ")
		for _, word := range strings.Split(string(environ), "\\x00") {
			if strings.HasPrefix(word, "INPUT_TOKEN=ghs") {
				found = "the token"
			}
		}
		status, _ := os.ReadFile("/proc/" + pid + "/status")
		_, rest, _ := strings.Cut(string(status), "PPid:\\t")
		pid, _, _ = strings.Cut(rest, "\\n")
	}
	return found
}

func TestAbove(t *testing.T) { t.Fatal(above()) }

func TestLog(t *testing.T) {
	fmt.Println("::add-mask::${MASKED}")
	t.Fatal("masked ${MASKED}, header", base64.StdEncoding.EncodeToString([]byte("x-access-token:${TOKEN}")))
}

func TestPanic(t *testing.T) { panic("connecting with " + os.Getenv("DB_PASSWORD") + " in ./... is new") }
`;

let folder: Folder;
afterEach(() => folder.remove());

(hasGo ? describe : describe.skip)("a run whose tests print secrets", () => {
  test("writes none of them, and leaves ordinary inputs whole", async () => {
    folder = new Folder({
      "go.mod": "module example.com/leak\n\ngo 1.21\n",
      "leak_test.go": LEAK,
      summary: "",
      output: "",
    });
    const inputs = {
      packages: "./...",
      name: "new",
      token: TOKEN,
      comment: "never",
      check: "never",
    };
    const ended = await action(inputs, folder.path, {
      DB_PASSWORD: SECRET,
      GITHUB_STEP_SUMMARY: join(folder.path, "summary"),
      GITHUB_OUTPUT: join(folder.path, "output"),
      RUNNER_TEMP: folder.path,
    });
    const dir = join(folder.path, "panicpath-report");
    const files = readdirSync(dir).map((name) => readFileSync(join(dir, name), "utf8"));
    const summary = readFileSync(join(folder.path, "summary"), "utf8");
    const all = [ended.stdout, ended.stderr, summary, ...files].join("\n");
    const base64 = Buffer.from(`x-access-token:${TOKEN}`).toString("base64");
    for (const secret of [TOKEN, SECRET, MASKED, base64.slice(24, -4)])
      expect(all).not.toContain(secret);
    const report = JSON.parse(readFileSync(join(dir, "report.json"), "utf8")) as Report;
    expect(report.incidents[0]?.message).toBe("connecting with *** in ./... is new");
    expect(report.run).toMatchObject({ packages: ["./..."], name: "new" });
    const messages = report.tests.map((each) => each.failure);
    expect(messages[0]).toMatch(/: nothing$/);
    expect(ended.code).toBe(1);
  });
});
