import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { createFailure, isFailureError } from "@perdure/failures";
import type { PerdureFunction, PerdureFunctions } from "@perdure/operators";

/**
 * The functions that modules export by name, for PipeFunc; a default export that is an object counts by its members. Paths
 * start from `folder`. Rejects with `method.function_invalid` for a module that cannot be loaded or a name given twice.
 */
export async function loadFunctions(modules: readonly string[], folder: string): Promise<PerdureFunctions> {
  const functions = new Map<string, PerdureFunction>();
  for (const module of modules) {
    const file = resolve(folder, module);
    for (const [name, value] of Object.entries(await exportsOf(file))) {
      if (typeof value !== "function") continue;
      if (functions.has(name)) {
        throw createFailure("method.function_invalid", {
          message: `Function ${name} is exported by two modules.`,
          location: { file },
        });
      }
      functions.set(name, value as PerdureFunction);
    }
  }
  return Object.fromEntries(functions);
}

async function exportsOf(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const { default: whole, ...named } = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    return { ...(typeof whole === "object" && whole !== null ? whole : {}), ...named };
  } catch (error) {
    if (isFailureError(error)) throw error;
    throw createFailure("method.function_invalid", {
      message: "The module of the functions cannot be loaded.",
      location: { file },
      cause: error,
    });
  }
}
