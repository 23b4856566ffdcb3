import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { bundleText } from "@perdure/build/bundle-text.mjs";

/**
 * What is wrong with a packed package for those who bundle it, as `{ code, message }`: an entry that takes more bytes than `budgets`
 * say, and, where the package is to run `everywhere`, one that a bundler for browsers refuses. Dependencies stay outside. Calls
 * `tell` with the size of each entry that has a budget.
 */
export function bundleProblems(manifest, files, { everywhere = false, budgets = {}, tell = () => {} } = {}) {
  const entries = new Set([...(everywhere ? codeEntries(manifest) : []), ...Object.keys(budgets)]);
  if (entries.size === 0) return [];
  const folder = mkdtempSync(join(tmpdir(), "perdure-bundle-"));
  try {
    install(folder, manifest.name, files);
    return [...entries].flatMap((entry) => {
      try {
        const bytes = gzipSync(bundleEntry(folder, manifest, entry), { level: 9 }).length;
        const budget = budgets[entry] ?? Infinity;
        if (entry in budgets) tell(`${manifest.name} ${entry}: ${bytes} of ${budget} bytes`);
        return bytes <= budget ? [] : [{ code: "bundle.size", message: `${entry} takes ${bytes} of ${budget} bytes` }];
      } catch (error) {
        return [{ code: "bundle.failed", message: `${entry}: ${error.message}` }];
      }
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function install(folder, name, files) {
  for (const [path, text] of files) {
    const file = join(folder, "node_modules", name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function codeEntries({ exports = {} }) {
  return Object.keys(exports).filter((entry) => typeof exports[entry] === "object");
}

function bundleEntry(folder, { name, dependencies, peerDependencies }, entry) {
  return bundleText(`export * from ${JSON.stringify(join(name, entry))};`, folder, {
    minify: true,
    platform: "browser",
    external: Object.keys({ ...dependencies, ...peerDependencies }),
  });
}
