import { fileURLToPath } from "node:url";
import { bundleSources } from "./bundle-sources.mjs";
import { createIsolate } from "./isolate-context.mjs";

const VIRTUAL = "virtual:perdure-isolate";
const RESOLVED = `\0${VIRTUAL}`;
const contextFile = fileURLToPath(new URL("isolate-context.mjs", import.meta.url));

/**
 * A Vite plugin under which tests see source files as they run inside a workflow's context: each import of one of the files gets
 * the exports of that file inside the context, one context for each test file. Tests and what they use run outside, as always.
 */
export function isolatePlugin(files) {
  /** @type {{ bundle: string, names: ReadonlyMap<string, readonly string[]> } | undefined} */
  let built;
  const build = () => {
    const bundle = bundleSources(files);
    const names = Object.entries(createIsolate(bundle)).map(([file, exports]) => [file, Object.keys(exports)]);
    return { bundle, names: new Map(names) };
  };
  return {
    name: "perdure-isolate",
    enforce: /** @type {const} */ ("pre"),
    resolveId: (id) => (id === VIRTUAL ? RESOLVED : undefined),
    load(id) {
      built ??= build();
      if (id === RESOLVED) {
        return `import { createIsolate } from ${JSON.stringify(contextFile)};
export const modules = createIsolate(${JSON.stringify(built.bundle)});`;
      }
      const [file] = id.split("?");
      const names = built.names.get(file);
      if (names === undefined) return undefined;
      const exports = names.map((name) => `export const ${name} = module[${JSON.stringify(name)}];`);
      return [
        `import { modules } from ${JSON.stringify(VIRTUAL)};`,
        `const module = modules[${JSON.stringify(file)}];`,
        ...exports,
      ].join("\n");
    },
  };
}
