import { join } from "node:path";
import { sourcesOf } from "./bundle-sources.mjs";
import { isolatePlugin } from "./isolate-plugin.mjs";

/** What is bundled into a workflow: their whole suites run inside its context too. Failures come along with the engine. */
export const ISOLATED_PACKAGES = ["crate", "templates", "engine"];

/** The tests of a folder, run on its sources (and those beside it that they import) inside a workflow's context. */
export function isolateProject(name, root, folder, beside = []) {
  const files = [...sourcesOf(join(root, folder)), ...beside.map((file) => join(root, file))];
  return {
    extends: /** @type {const} */ (true),
    plugins: [isolatePlugin(files)],
    test: { name, root, include: [`${folder}/**/*.test.ts`] },
  };
}
