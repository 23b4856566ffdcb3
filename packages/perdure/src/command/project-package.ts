import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What importing a package came to; `incomplete` when it is there and one that it needs is not. */
export type ImportedPackage =
  | { readonly found: true; readonly exports: Readonly<Record<string, unknown>> }
  | { readonly found: false; readonly incomplete?: Error };

/** Imports a package from the user's project, else from beside this package where `beside` says so. */
export async function importFromProject(
  specifier: string,
  project: string,
  { beside }: { readonly beside: boolean },
): Promise<ImportedPackage> {
  const places = [pathToFileURL(join(project, "package.json")).href, ...(beside ? [import.meta.url] : [])];
  const file = places.map((place) => resolveFrom(place, specifier)).find((found) => found !== undefined);
  if (file === undefined) return { found: false };
  try {
    return { found: true, exports: (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>> };
  } catch (error) {
    if (!(error instanceof Error) || (error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    return { found: false, incomplete: error };
  }
}

function resolveFrom(place: string, specifier: string): string | undefined {
  try {
    return createRequire(place).resolve(specifier);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "MODULE_NOT_FOUND" || code === "ERR_PACKAGE_PATH_NOT_EXPORTED") return undefined;
    throw error;
  }
}
