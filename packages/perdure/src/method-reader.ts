import { resolve } from "node:path";
import { parseMethod } from "@perdure/parser";
import { methodFailure } from "./method-failure.ts";
import type { CheckedMethod, Perdure } from "./options.ts";
import { packageCacheFolder } from "./packages/node-file-system.ts";
import { readMethod } from "./read-method.ts";
import { startOf } from "./start-of.ts";

/** What a project does with methods without running them. */
export type MethodReader = Pick<Perdure, "check" | "inputsTemplate">;

/** Reads and checks methods, whose files are called by their paths from a folder. Loads nothing that runs them. */
export function createMethodReader(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): MethodReader {
  const check: MethodReader["check"] = async (method, { pipe } = {}) => {
    const read =
      typeof method === "string"
        ? await readMethod(resolve(folder, method), folder, packageCacheFolder(environment))
        : { files: method, around: [], options: {} };
    const options = { ...read.options, ...(pipe === undefined ? {} : { entry: pipe }) };
    const parsed = parseMethod(read.files, options);
    const failure = parsed.ok ? undefined : methodFailure(parsed.diagnostics);
    return { ...read, options, parsed, failure } satisfies CheckedMethod;
  };
  return {
    check,
    inputsTemplate: async (method, choice) => {
      const { parsed } = await check(method, choice);
      startOf(parsed);
      return parsed.inputsTemplate();
    },
  };
}
