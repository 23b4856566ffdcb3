import type { BatchPipe } from "@perdure/crate";
import { isSnakeName } from "../library/names.ts";
import { spanOfKey } from "./pipe-context.ts";
import type { PipeContext } from "./pipe-context.ts";
import { resolvePipe } from "../library/resolve-pipe.ts";
import { fieldOf } from "../source/toml-fields.ts";
import type { TomlString } from "../source/toml-tree.ts";

const KEYS = ["branch_pipe_code", "input_list_name", "input_item_name"] as const;

/** Reads a PipeBatch: a list, the name of its items, and the pipe that runs once for each. */
export function readBatchPipe(context: PipeContext): BatchPipe | undefined {
  const { reporter, declared, contract, library } = context;
  const written = KEYS.map((key) => required(context, key));
  const [branch_code, list, item] = written;
  const params = { pipe: declared.ref };
  const inputs = Object.keys(contract.inputs);
  if (list !== undefined && !inputs.includes(list.value)) {
    const suggestion = reporter.suggest(list.value, inputs);
    reporter.report("batch.list", list.span, { ...params, name: list.value, code: declared.code }, { suggestion });
  }
  if (item !== undefined) {
    const named = { ...params, name: item.value };
    if (item.value === list?.value || inputs.includes(item.value)) {
      reporter.report("batch.item_taken", item.span, { says: "input", ...named });
    } else if (!isSnakeName(item.value)) reporter.report("batch.item", item.span, named);
  }
  if (contract.output.multiplicity === "single") {
    reporter.report("batch.output_single", spanOfKey(context, "output"), params);
  }
  const branch =
    branch_code === undefined ? undefined : resolvePipe(library, declared.bundle, branch_code.value, branch_code.span);
  if (branch === undefined || list === undefined || item === undefined) return undefined;
  const { output } = contract;
  return {
    ...context.base,
    output: output.multiplicity === "single" ? { ...output, multiplicity: "many" } : output,
    type: "PipeBatch",
    branch,
    input_list_name: list.value,
    input_item_name: item.value,
  };
}

function required(context: PipeContext, key: string): TomlString | undefined {
  const { reporter, table, declared } = context;
  if (!table.entries.has(key)) {
    reporter.report("batch.key_missing", declared.entry.keySpan, { pipe: declared.ref, key, code: declared.code });
  }
  return fieldOf(reporter, table, key, "string");
}
