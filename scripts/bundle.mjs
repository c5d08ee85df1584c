// How the sources are bundled, by `build.mjs` and by benches that measure a build of their own.
import { build } from "esbuild";

/** @actions/core loads an HTTP client (undici, 0.8 MB) only for OIDC, which panicpath never asks for. */
const withoutOidc = {
  name: "without-oidc",
  setup(bundle) {
    bundle.onResolve({ filter: /^@actions\/http-client/ }, ({ importer, path }) =>
      /@actions[\\/]core[\\/]/.test(importer) ? { path, namespace: "without-oidc" } : undefined,
    );
    bundle.onLoad({ filter: /.*/, namespace: "without-oidc" }, () => ({
      contents: "export class HttpClient {}\nexport class BearerCredentialHandler {}",
    }));
  },
};

/**
 * junit-report-builder asks lodash for two functions and make-dir for writing files itself, which
 * panicpath never lets it do: both whole are most of what would be loaded.
 */
const leanJunit = {
  name: "lean-junit",
  setup(bundle) {
    bundle.onResolve({ filter: /^(lodash|make-dir)$/ }, ({ importer, path, resolveDir }) =>
      /junit-report-builder[\\/]/.test(importer)
        ? { path, namespace: "lean-junit", pluginData: resolveDir }
        : undefined,
    );
    bundle.onLoad({ filter: /.*/, namespace: "lean-junit" }, ({ path, pluginData }) => ({
      contents:
        path === "lodash"
          ? 'import forEach from "lodash/forEach.js";import isDate from "lodash/isDate.js";export default {forEach,isDate}'
          : "export default {}",
      resolveDir: pluginData,
    }));
  },
};

/** Bundles entry points into a folder: shared and lazy chunks. Same input, same bytes. */
export const bundle = ({ entryPoints, outdir, plugins = [] }) =>
  build({
    banner: {
      js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);',
    },
    bundle: true,
    chunkNames: "[name]-[hash]",
    entryPoints,
    format: "esm",
    legalComments: "none",
    mainFields: ["module", "main"],
    logLevel: "warning",
    metafile: true,
    // V8 reads less; names stay, for stack traces.
    minifySyntax: true,
    minifyWhitespace: true,
    outdir,
    platform: "node",
    plugins: [withoutOidc, leanJunit, ...plugins],
    splitting: true,
    target: "node20",
  });
