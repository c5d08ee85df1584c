import { RE2JS } from "re2js";

/** Whether a waiver's path matches a file, by its path in the repository. */
export type PathMatcher = (file: string) => boolean;

/**
 * `legacy/`, `legacy/**`, `*.pb.go`: a folder, or a glob in which `**` crosses folders; "" is every
 * file. RE2 runs in time that grows with pattern and path, whatever a stranger writes.
 */
export function pathMatcher(pattern: string): PathMatcher {
  if (pattern === "" || pattern === "**") return () => true;
  if (pattern.endsWith("/")) return (file) => file.startsWith(pattern);
  const compiled = RE2JS.compile(globSource(pattern), RE2JS.DOTALL);
  return (file) => compiled.matches(file);
}

/** A glob as a regular expression: `**` and a slash are any folders or none, `*` and `?` stay within a name. */
export function globSource(pattern: string): string {
  const parts = pattern.split(/(\*\*\/?|\*|\?)/).map((part) => {
    if (part === "**/") return "(?:.*/)?";
    if (part === "**") return ".*";
    if (part === "*") return "[^/]*";
    return part === "?" ? "[^/]" : RE2JS.quote(part);
  });
  return parts.join("");
}
