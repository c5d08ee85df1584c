import { describe, expect, test } from "@jest/globals";
import { isSelected } from "../../src/parse/index.ts";
import { inRunOrder, parseDeclarations } from "../../src/toolchain/index.ts";

const SOURCE = `package x

/* func TestInComment(t *testing.T) {} */
const text = \`
func TestInString(t *testing.T) {}
\`

func TestPlain(t *testing.T) {}
func Test(t *testing.T) {}
func Testify(t *testing.T) {}
func TestHelper(t *testing.T, n int) {}
func TestMain(m *testing.M) {}
func Test_under(tt *testing.T) {}
func TestÜber(t *T) {}
func BenchmarkAdd(b *testing.B) {}
func FuzzParse(f *testing.F) {}

func ExampleAdd() {
	fmt.Println("// Output: no")
	// Output: 3
}

func ExampleSilent() {
	// Output: not the last comment
	fmt.Println(1)
	// done
}

func Example_unordered() {
	for range 3 {
	}

	// Unordered output:
	// a
	// b
}

func (s *Suite) TestMethod(t *testing.T) {}
`;

describe("declarations", () => {
  test("are those that go test runs, with their lines", () => {
    expect(
      inRunOrder(parseDeclarations(SOURCE)).map(({ name, line }) => `${name}:${line}`),
    ).toEqual([
      "TestPlain:8",
      "Test:9",
      "Test_under:13",
      "TestÜber:14",
      "BenchmarkAdd:15",
      "FuzzParse:16",
      "ExampleAdd:18",
      "Example_unordered:29",
    ]);
  });
});

describe("-run, -skip and -bench", () => {
  const filter = { run: null, skip: null, bench: null };
  test.each([
    ["TestAdd", "Test", {}, true],
    ["TestAdd", "Test", { run: "Add" }, true],
    ["TestAdd", "Test", { run: "^Add" }, false],
    ["TestAdd", "Test", { run: "TestAdd/sub" }, true],
    ["TestAdd", "Test", { run: "TestSub|TestAdd/x" }, true],
    ["TestAdd", "Test", { run: "Test(Sub|Add)$" }, true],
    ["TestAdd", "Test", { run: "[/|]" }, false],
    ["TestAdd", "Test", { run: "(?i)testadd" }, true],
    ["TestAdd", "Test", { run: "\\QTestAdd\\E" }, true],
    ["TestAdd", "Test", { run: "[[:alpha:]]+" }, true],
    ["TestAdd", "Test", { run: "[[:cntrl:]]" }, null],
    ["TestAdd", "Test", { skip: "Add" }, false],
    ["TestAdd", "Test", { skip: "TestAdd/sub" }, true],
    ["TestAdd", "Test", { run: "Test", skip: "Sub|Add" }, false],
    ["ExampleAdd", "Example", { run: "Example" }, true],
    ["BenchmarkAdd", "Benchmark", { run: "." }, false],
    ["BenchmarkAdd", "Benchmark", { bench: "." }, true],
    ["BenchmarkAdd", "Benchmark", { bench: "Sub" }, false],
  ] as const)("%s (%s) under %j", (name, kind, given, want) => {
    expect(isSelected(name, kind, { ...filter, ...given })).toBe(want);
  });
});
