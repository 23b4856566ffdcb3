import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleText } from "@perdure/build/bundle-text.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Tests and what only tests use stay outside. */
const OF_TESTS = /\.(?:test|fixture)\.ts$|\/(?:test-support|__fixtures__)\//u;

/** The source files under a folder that a package is made of, but for the folders in it that are left out. */
export function sourcesOf(folder, leftOut = []) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !OF_TESTS.test(file.slice(folder.length)))
    .filter((file) => !leftOut.some((name) => file.startsWith(join(folder, name, "/"))))
    .sort();
}

/** One script of some source files and all they import: `isolate.modules` has each file's exports by its path. */
export function bundleSources(files) {
  const imports = files.map((file, index) => `import * as m${index} from ${JSON.stringify(file)};`);
  const members = files.map((file, index) => `${JSON.stringify(file)}: m${index}`);
  const text = `${imports.join("\n")}\nexport const modules = { ${members.join(", ")} };`;
  return bundleText(text, root, {
    format: "iife",
    globalName: "isolate",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["@perdure/source"],
    target: "es2024",
  });
}
