import { buildSync } from "esbuild";

/**
 * One script of a module's text and everything that it imports, found from `folder`; `options` are the bundler's. Throws where
 * something cannot be found: for the platform `browser` that is every built-in of Node's too.
 */
export function bundleText(text, folder, options = {}) {
  const { outputFiles } = buildSync({
    stdin: { contents: text, resolveDir: folder },
    bundle: true,
    write: false,
    format: "esm",
    logLevel: "silent",
    ...options,
  });
  return outputFiles[0].text;
}
