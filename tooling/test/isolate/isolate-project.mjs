import { join } from "node:path";
import { sourcesOf } from "./bundle-sources.mjs";
import { isolatePlugin } from "./isolate-plugin.mjs";

/** What is bundled into a workflow: their whole suites run inside its context too. */
export const ISOLATED_PACKAGES = ["crate", "failures", "templates", "engine"];

/**
 * Folders of theirs that no workflow loads: schemas are zod's, and a stamp is set in the loop of a program's own client.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const OUTSIDE = { failures: ["interop", "schema"] };

/**
 * The tests of a folder, run on its sources (and those beside it that they import) inside a workflow's context, those of the folders
 * that stay `outside` left out.
 * @param {string} name
 * @param {string} root
 * @param {string} folder
 * @param {{ beside?: readonly string[], outside?: readonly string[] }} options
 */
export function isolateProject(name, root, folder, { beside = [], outside = [] } = {}) {
  const files = [...sourcesOf(join(root, folder), outside), ...beside.map((file) => join(root, file))];
  return {
    extends: /** @type {const} */ (true),
    plugins: [isolatePlugin(files)],
    test: { name, root, include: [`${folder}/**/*.test.ts`, ...outside.map((left) => `!${folder}/${left}/**`)] },
  };
}
