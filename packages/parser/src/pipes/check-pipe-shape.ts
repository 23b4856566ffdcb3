import type { PipeContext } from "./pipe-context.ts";
import { spanOfKey } from "./pipe-context.ts";
import { nearSetting } from "./read-model.ts";
import type { ModelCategory } from "./read-model.ts";
import { COMMON_KEYS, PIPE_KEYS, renamedKeysOf } from "./pipe-keys.ts";
import type { PipeType } from "./pipe-types.ts";
import { checkKeys } from "../source/toml-fields.ts";

/** Reports keys that a pipe of this type does not have. */
export function checkKeysOfPipe(context: PipeContext, type: PipeType): void {
  const known = [...COMMON_KEYS, ...PIPE_KEYS[type]];
  checkKeys(context.reporter, context.table, known, `A ${type}`, renamedKeysOf(type), (key) => settingOf(type, key));
}

/** Settings of the model are often written as keys of the pipe. */
function settingOf(type: PipeType, key: string): string | undefined {
  const category = MODELS[type];
  const setting = category === undefined ? undefined : nearSetting(category, key);
  return setting === undefined ? undefined : `it is a setting of the model, model = { model = "…", ${setting} = … }`;
}
const MODELS: Readonly<Partial<Record<PipeType, ModelCategory>>> = {
  PipeLLM: "llm",
  PipeStructure: "llm",
  PipeExtract: "extract",
  PipeImgGen: "img_gen",
  PipeSearch: "search",
};

/** Reports a pipe that does not have exactly so many inputs. */
export function checkInputCount(context: PipeContext, count: number): boolean {
  const found = Object.keys(context.contract.inputs).length;
  if (found === count) return true;
  const params = { pipe: context.declared.ref, expected: count, found };
  context.reporter.report("pipe.input_count", spanOfKey(context, "inputs"), params);
  return false;
}
