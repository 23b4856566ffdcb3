import type { FuncPipe } from "@perdure/crate";
import type { PipeContext } from "./pipe-context.ts";
import { fieldOf } from "../source/toml-fields.ts";

/** Reads a PipeFunc. Where the host's functions are known, a name that is not among them is a warning. */
export function readFuncPipe(context: PipeContext, functions: readonly string[] | undefined): FuncPipe | undefined {
  const { reporter, table, declared } = context;
  const name = fieldOf(reporter, table, "function_name", "string");
  if (name === undefined || name.value.trim() === "") {
    if (name !== undefined || !table.entries.has("function_name")) {
      reporter.report("func.name_missing", name?.span ?? declared.entry.keySpan, {
        pipe: declared.ref,
        code: declared.code,
      });
    }
    return undefined;
  }
  if (functions !== undefined && !functions.includes(name.value)) {
    const suggestion = reporter.suggest(name.value, functions);
    reporter.report("func.unregistered", name.span, { function: name.value }, { suggestion });
  }
  return { ...context.base, type: "PipeFunc", function_name: name.value };
}
