import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// The bundler is a dependency of the build tool's bundler; nothing here has one of its own.
const build = createRequire(new URL("../../build/package.json", import.meta.url));
const { buildSync } = createRequire(build.resolve("tsup"))("esbuild");
const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Tests and what only tests use stay outside. */
const OF_TESTS = /\.(?:test|fixture)\.ts$|\/(?:test-support|__fixtures__)\//u;

/** The source files under a folder that a package is made of. */
export function sourcesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !OF_TESTS.test(file.slice(folder.length)))
    .sort();
}

/** One script of some source files and all they import: `isolate.modules` has each file's exports by its path. */
export function bundleSources(files) {
  const imports = files.map((file, index) => `import * as m${index} from ${JSON.stringify(file)};`);
  const members = files.map((file, index) => `${JSON.stringify(file)}: m${index}`);
  const { outputFiles } = buildSync({
    stdin: {
      contents: `${imports.join("\n")}\nexport const modules = { ${members.join(", ")} };`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "isolate",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["@perdure/source"],
    target: "es2024",
    logLevel: "silent",
  });
  return outputFiles[0].text;
}
