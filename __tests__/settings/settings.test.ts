import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { UsageError } from "../../src/model/index.ts";
import {
  COMMANDS,
  commandSpec,
  helpText,
  INPUTS,
  parseDuration,
  parseFailOn,
  parseVariants,
  runSettings,
  settingsFromArguments,
  splitShellWords,
} from "../../src/settings/index.ts";

const root = new URL("../..", import.meta.url).pathname;

describe("inputs", () => {
  test("are the same in action.yml, in the table and in the help", () => {
    const action = parse(readFileSync(`${root}/action.yml`, "utf8")) as {
      inputs: Record<string, { description: string; default: string }>;
    };
    const help = COMMANDS.map((each) => helpText(each.name)).join("");
    const told = Object.entries(action.inputs).map(([name, input]) => [name, input.description]);
    expect(told).toEqual(INPUTS.map(({ name, help }) => [name, help]));
    for (const { name, fallback, ...input } of INPUTS) {
      const value = action.inputs[name]?.default ?? "";
      if ("byWorkflow" in input) expect(value).toMatch(/^\$\{\{ .* \}\}$/);
      else expect(value).toBe(fallback);
      expect(help.includes(`--${name} `)).toBe(!("actionOnly" in input));
    }
  });
});

describe("a command line", () => {
  test("has packages, flags, and go test's flags behind --", () => {
    const { command, as } = settingsFromArguments([
      "./ring",
      "./book",
      "--as",
      "json",
      "--variants",
      "race",
      "--",
      "-run",
      "X",
      "-v",
    ]);
    expect(as).toBe("json");
    expect(command).toMatchObject({
      kind: "run",
      run: {
        packages: ["./ring", "./book"],
        goTestFlags: ["-run", "X", "-v"],
        variants: [
          { name: "default", settings: [] },
          { name: "race", settings: ["race"] },
        ],
      },
    });
  });

  test.each([
    [["--nosuch"], "unknown flag --nosuch"],
    [["--varaints", "x"], "did you mean --variants?"],
    [["--as", "xml"], '--as "xml" is not known: use json, markdown'],
    [["--variants", "Fast"], 'unknown setting "Fast" in variant "Fast": use default, or noinline'],
    [["--variants", "race,race"], 'variant "race" is given twice'],
    [["--fail-on", "bugs"], 'unknown word "bugs" in fail-on'],
    [["--timeout", "soon"], 'timeout "soon": invalid duration'],
    [["--attempts", "0"], 'attempts "0" is no whole number from 1 on'],
    [["parse"], "parse needs files"],
    [["render", "a", "b"], "render needs one report.json"],
    [["--timeout"], "see panicpath --help"],
    [["parse", "x", "--variants", "race"], "parse does not take --variants (run, doctor do)"],
    [["merge", "x", "--dir", "y"], "merge does not take --dir (parse does)"],
    [["waive", "x", "--reasons", "y"], "did you mean --reason?"],
    [["compare", "a", "b", "--", "-run"], "compare runs no tests"],
    [["version", "--color", "never", "--out", "y"], "version does not take --out"],
    [["version", "x"], "version takes no words"],
    [["help", "run", "x"], "help tells of one command"],
    [["pars", "x.json"], "there is no command pars, did you mean parse?"],
    [["rnu", "./..."], "there is no command rnu, did you mean run?"],
    [["prase", "x.json"], "there is no command prase, did you mean parse?"],
    [["help", "nonsense"], "there is no command nonsense. Commands: "],
    [["waive", "0123456789abcdef", "--reason", "a", "--until", "2099-13-01"], "is no date"],
    [["waive", "0123456789abcdef", "--reason", "a", "--until", "2099-02-30"], "is no date"],
    [["help", "pares"], "there is no command pares, did you mean parse?"],
  ])("%j is wrong usage", (args, words) => {
    expect(() => settingsFromArguments(args)).toThrow(words);
    try {
      settingsFromArguments(args);
    } catch (error) {
      expect((error as Error).name).toBe("UsageError");
    }
  });
});

describe("help", () => {
  const names = COMMANDS.map((each) => each.name);

  test.each([null, ...names])("of %s has no line above 80 columns", (name) => {
    const lines = helpText(name).split("\n");
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  test.each(names)("of %s has examples that are right usage", (name) => {
    for (const example of commandSpec(name).examples) {
      const words = splitShellWords(example.replace(/^.*\| */, "").replace(/ >\S+$/, ""));
      expect(settingsFromArguments(words.slice(1)).command.kind).toBe(
        example.includes("--help") ? "help" : name,
      );
    }
  });

  test("is asked for behind a command, or as one", () => {
    const help = { kind: "help", of: "parse" };
    expect(settingsFromArguments(["parse", "--help"]).command).toEqual(help);
    expect(settingsFromArguments(["help", "parse"]).command).toEqual(help);
    expect(settingsFromArguments(["-h"]).command).toEqual({ kind: "help", of: null });
  });
});

describe("values", () => {
  test.each([
    ["90s", 90],
    ["1m30s", 90],
    ["2h", 7200],
    ["1.5m", 90],
    ["250ms", 0.25],
    ["12", 12],
    ["", null],
  ])("duration %j is %j seconds", (text, seconds) => {
    expect(parseDuration("timeout", text)).toBe(seconds);
  });

  test("variants have their settings in one order, default first", () => {
    expect(parseVariants("gctrace+noinline").map((variant) => variant.name)).toEqual([
      "default",
      "noinline+gctrace",
    ]);
  });

  test("words are split as a shell does", () => {
    expect(splitShellWords(`-run 'A B' -ldflags="-X a=\\"b\\"" c\\ d ""`)).toEqual([
      "-run",
      "A B",
      '-ldflags=-X a="b"',
      "c d",
      "",
    ]);
    expect(() => splitShellWords("'open")).toThrow("is not closed");
  });

  test("fail-on takes rule ids", () => {
    expect(parseFailOn("race, panic")).toEqual(["race", "panic"]);
  });
});

describe("a key of a matrix leg", () => {
  test.each([
    ['CI/test/{\n  "go": "1.26",\n  "os": "ubuntu"\n}', "1.26, ubuntu"],
    ["CI/test/null", null],
    ["CI/test/{}", null],
    ['CI/test/{"go":"1.26","include":{"x":1},"empty":""}', "1.26"],
    ["a key of my own", null],
    ["CI/{broken", null],
  ])("%j is called %j", (key, name) => {
    expect(runSettings({ key }, []).review.name).toBe(name);
  });

  test("gives way to a name", () => {
    expect(runSettings({ key: 'a/{"go":"1"}', name: "mine" }, []).review.name).toBe("mine");
  });
});

describe("parts of a whole", () => {
  test.each([
    ["2/5", { index: 2, of: 5 }],
    ["", null],
  ])("shard %j is %j", (shard, expected) => {
    expect(runSettings({ shard }, []).shard).toEqual(expected);
  });

  test.each(["0/3", "4/3", "1", "a/b", "1/3/2", "-1/2"])("shard %j is refused", (shard) => {
    expect(() => runSettings({ shard }, [])).toThrow(UsageError);
  });

  // Runners that know no strategy leave the parts away.
  test.each([
    ["0/6", { index: 0, total: 6 }],
    ["/", null],
    ["6/6", null],
    ["", null],
  ])("leg %j is %j", (leg, expected) => {
    expect(runSettings({ leg }, []).review.leg).toEqual(expected);
  });
});
