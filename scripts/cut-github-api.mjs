// Cuts GitHub's OpenAPI description down to the operations that panicpath uses, for the stand-in of the tests:
//   npm pack @octokit/openapi@23.0.2, unpack it elsewhere (it is 385 MB, so no dependency), then
//   node scripts/cut-github-api.mjs PATH/generated/api.github.com.json > __fixtures__/github-api.json
import { readFileSync } from "node:fs";

const OPERATIONS = new Set([
  "issues/list-comments",
  "issues/create-comment",
  "issues/update-comment",
  "issues/delete-comment",
  "checks/create",
  "checks/update",
  "pulls/list",
  "users/get-authenticated",
]);

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("name api.github.com.json of @octokit/openapi");
const full = JSON.parse(readFileSync(file, "utf8"));

const paths = {};
for (const [path, item] of Object.entries(full.paths)) {
  for (const [verb, operation] of Object.entries(item)) {
    if (!OPERATIONS.has(operation?.operationId)) continue;
    paths[path] ??= {};
    paths[path][verb] = withoutExtensions(operation);
  }
}

const components = {};
const seen = new Set();
keepReferences(paths);
process.stdout.write(
  `${JSON.stringify({ openapi: full.openapi, info: full.info, paths, components })}\n`,
);

/** What is only for GitHub's own pages. */
function withoutExtensions({ "x-github": _, description: __, externalDocs: ___, ...operation }) {
  return operation;
}

/** Keeps every component that can be reached. */
function keepReferences(value) {
  if (typeof value !== "object" || value === null) return;
  const reference = value.$ref;
  if (typeof reference === "string" && !seen.has(reference)) {
    seen.add(reference);
    const [, , kind, name] = reference.split("/");
    const component = full.components[kind][name];
    components[kind] ??= {};
    components[kind][name] = component;
    keepReferences(component);
  }
  for (const inner of Object.values(value)) keepReferences(inner);
}
