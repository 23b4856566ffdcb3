import type { PipeContext } from "./pipe-context.ts";
import { spanOfKey } from "./pipe-context.ts";
import { checkKeys } from "../source/toml-fields.ts";

const COMMON = ["type", "description", "inputs", "output"] as const;
/** Names that methods of earlier dialects use, with what they are called now. */
const RENAMED: Readonly<Record<string, string>> = {
  definition: "description",
  prompt_template: "prompt",
  system: "system_prompt",
  llm: "model",
  llm_to_structure: "model_to_structure",
  input: "inputs",
  outputs: "output",
};

/** Reports keys that a pipe of this type does not have. */
export function checkKeysOfPipe(
  context: PipeContext,
  keys: readonly string[],
  renamed: Readonly<Record<string, string>> = {},
): void {
  const type = context.table.entries.get("type")?.value;
  const owner = type?.kind === "string" ? `A ${type.value}` : "A pipe without a type";
  const successors = Object.entries({ ...RENAMED, ...renamed }).filter(
    ([, name]) => keys.includes(name) || COMMON.some((common) => common === name),
  );
  checkKeys(context.reporter, context.table, [...COMMON, ...keys], owner, Object.fromEntries(successors));
}

/** Reports a pipe that does not have exactly so many inputs. */
export function checkInputCount(context: PipeContext, count: number): boolean {
  const found = Object.keys(context.contract.inputs).length;
  if (found === count) return true;
  const message = `This pipe takes exactly ${count === 1 ? "one input" : `${count} inputs`}, not ${found}.`;
  context.reporter.report("pipe.input_count", spanOfKey(context, "inputs"), message, {
    params: { pipe: context.declared.ref, expected: count, found },
  });
  return false;
}
