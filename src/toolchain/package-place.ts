/** Where a package's files lie, as go names them from its working directory. */
export interface PackagePlace {
  /** `sub/`, `../sub/`; `./` for the package of that very folder. */
  readonly dir: string;
  /** Of its files, tests among them. */
  readonly names: ReadonlySet<string>;
}

/** By import path; null for a package that is not known. */
export type PlaceOf = (importPath: string) => PackagePlace | null;

/** No system takes longer ones: what stands behind is none of the line's place. */
const LONGEST_PATH = 4096;

/**
 * A line of the compiler about a package, `text[from, end)`, with its places named from go's working directory; null where they are
 * already. go's cache gives words back as they were printed when the package was compiled, in whatever folder go ran then
 * (cmd/go/internal/work, showOutput): `./a.go:3:6` may stand for `sub/a.go`, and the other way round.
 */
export function inPlace(
  { dir, names }: PackagePlace,
  importPath: string,
  text: string,
  from: number,
  end: number,
): string | null {
  const head = text.slice(from, Math.min(end, from + LONGEST_PATH));
  const colon = head.indexOf(".go:") + 3;
  if (colon < 3) return null;
  const file = head.slice(0, colon);
  // Nearly all lines are.
  if (file.startsWith(dir) && !file.includes("/", dir.length)) return null;
  // A place that stands behind other words is none of the line's own: `<unknown line number>:     from x at ./a.go:7:3`.
  if (file.includes(": ")) return null;
  const base = Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1;
  const printed = file.slice(0, base);
  // -trimpath names files by the import path.
  if (printed === `${importPath}/` || !names.has(file.slice(base))) return null;
  const rest = text.slice(from + base, end);
  // `  from x (reason) at ./a.go:7:3`, in the same words.
  return dir + (printed === "" ? rest : rest.replaceAll(` at ${printed}`, ` at ${dir}`));
}
