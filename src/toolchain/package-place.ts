/** Where a package's files lie, as go names them from its working directory. */
export interface PackagePlace {
  /** `sub/`, `../sub/`; `./` for the package of that very folder. */
  readonly dir: string;
  /** Of its files, tests among them. */
  readonly names: ReadonlySet<string>;
}

/** By import path; null for a package that is not known. */
export type PlaceOf = (importPath: string) => PackagePlace | null;

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
  const colon = text.indexOf(".go:", from) + 3;
  if (colon < 3 || colon >= end) return null;
  const file = text.slice(from, colon);
  // A place that stands behind other words is none of the line's own: `<unknown line number>:     from x at ./a.go:7:3`.
  if (file.includes(": ")) return null;
  const base = Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1;
  const printed = file.slice(0, base);
  // -trimpath names files by the import path.
  if (printed === dir || printed === `${importPath}/` || !names.has(file.slice(base))) return null;
  const rest = text.slice(from + base, end);
  // `  from x (reason) at ./a.go:7:3`, in the same words.
  return dir + (printed === "" ? rest : rest.replaceAll(` at ${printed}`, ` at ${dir}`));
}
