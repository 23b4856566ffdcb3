import { builtinModules } from "node:module";

const SPECIFIER = /(?:^|[\s;}(<|&])(?:from|import)\s*\(?\s*["']([^"'\n]+)["']/gmu;

/**
 * The packages that declaration files name but the manifest does not declare: a reader of the types could not resolve
 * them. `declarations` are `{ path, text }`; built-ins need `@types/node` on the reader's side and are let through.
 */
export function undeclaredTypeImports(manifest, declarations) {
  const declared = new Set([
    manifest.name,
    ...Object.keys(manifest.dependencies ?? {}),
    ...Object.keys(manifest.peerDependencies ?? {}),
  ]);
  return declarations.flatMap(({ path, text }) =>
    [...text.matchAll(SPECIFIER)]
      .map(([, specifier]) => specifier)
      .filter((specifier) => !specifier.startsWith("."))
      .map((specifier) =>
        specifier
          .split("/")
          .slice(0, specifier.startsWith("@") ? 2 : 1)
          .join("/"),
      )
      .filter((name) => !name.startsWith("node:") && !builtinModules.includes(name) && !declared.has(name))
      .map((name) => ({ path, name })),
  );
}
