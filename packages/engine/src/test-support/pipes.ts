import type { BatchPipe, ComposePipe, ConditionPipe, OutputSlot, ParallelPipe } from "@perdure/crate";
import { testPipes } from "../testing/index.ts";

const { structuring_method: _method, type: _type, ...base } = testPipes.llm("base", []);
const slots = (inputs: readonly string[]) =>
  Object.fromEntries(inputs.map((name) => [name, testPipes.slot("native.Text")]));

/** An output of texts. */
export const output = (part: Partial<OutputSlot> = {}): OutputSlot => ({
  concept: "native.Text",
  multiplicity: "single",
  optional: false,
  ...part,
});

/** A condition over an expression in braces. */
export function condition(
  code: string,
  inputs: readonly string[],
  part: Pick<ConditionPipe, "expression"> & Partial<ConditionPipe>,
): ConditionPipe {
  const pipe = { ...base, type: "PipeCondition" as const, code, inputs: slots(inputs) };
  return { ...pipe, outcomes: {}, default_outcome: "fail", ...part };
}

/** A batch of one branch over a list of texts. */
export function batch(code: string, branch: string, list: string, item: string): BatchPipe {
  const inputs = { [list]: testPipes.slot("native.Text", "many") };
  const pipe = { ...base, type: "PipeBatch" as const, code, inputs, output: output({ multiplicity: "many" }) };
  return { ...pipe, branch, input_list_name: list, input_item_name: item };
}

/** A parallel whose branches are merged into a Composite. */
export function parallel(
  code: string,
  inputs: readonly string[],
  branches: ParallelPipe["branches"],
  part: Partial<ParallelPipe> = {},
): ParallelPipe {
  const pipe = { ...base, type: "PipeParallel" as const, code, inputs: slots(inputs), branches };
  return { ...pipe, output: output({ concept: "native.Composite" }), add_each_output: false, combine: true, ...part };
}

/** A composition by template, unless a construct is given. */
export function compose(code: string, inputs: readonly string[], part: Partial<ComposePipe>): ComposePipe {
  return { ...base, type: "PipeCompose", code, inputs: slots(inputs), ...part };
}

/** A template of category `basic`. */
export const template = (text: string) => ({ text, category: "basic" as const });
