import type { Json, JsonObject, Outcome, Pipe } from "@perdure/crate";
import type { StandardPipe } from "@perdure/crate/standard";
import type { DeclaredPipe } from "../library/library.ts";
import { PIPE_KEYS } from "../pipes/pipe-keys.ts";
import { pipeTypeOf } from "../pipes/pipe-types.ts";
import { tomlToJson } from "../source/toml-tree.ts";
import type { TomlTable } from "../source/toml-tree.ts";

/** A pipe in the standard's normal form: as it is written, with every concept and pipe by its full name. */
export function standardPipe({ table, contract, pipe }: DeclaredPipe): StandardPipe {
  const type = pipeTypeOf(table);
  const { inputs = {}, output } = contract ?? {};
  const slots = Object.entries(inputs).map(([name, { hints, ...input }]) => {
    const slot = slotText(input.concept, input.multiplicity, MARKERS[input.presence]);
    return [name, hints === undefined ? slot : { concept: slot, hints }] as const;
  });
  const keys = type === undefined ? ["signature_for"] : PIPE_KEYS[type];
  const own = keys.flatMap((key) => {
    const value = table.entries.get(key)?.value;
    return value === undefined ? [] : [[key, qualified(pipe, key, tomlToJson(value))] as const];
  });
  return {
    ...(type === undefined ? {} : { type }),
    description: textAt(table, "description"),
    ...(slots.length === 0 ? {} : { inputs: Object.fromEntries(slots) }),
    ...(output === undefined
      ? {}
      : { output: slotText(output.concept, output.multiplicity, output.optional ? "?" : "") }),
    ...Object.fromEntries(own),
  };
}

const MARKERS = { lift: "", optional: "?", required: "!" } as const;

function slotText(concept: string, multiplicity: "single" | "many" | number, marker: string): string {
  if (multiplicity === "single") return `${concept}${marker}`;
  return multiplicity === "many" ? `${concept}[]` : `${concept}[${multiplicity}]`;
}

const textAt = (table: TomlTable, key: string): string => {
  const value = table.entries.get(key)?.value;
  return value?.kind === "string" ? value.value : "";
};

/** The value of a key with the full names of the pipes and concepts in it, which the read pipe has at the same places. */
function qualified(pipe: Pipe | undefined, key: string, written: Json): Json {
  if (pipe?.type === "PipeSequence" && key === "steps") return calls(pipe.steps, written);
  if (pipe?.type === "PipeParallel" && key === "branches") return calls(pipe.branches, written);
  if (pipe?.type === "PipeParallel" && key === "combined_output") return pipe.output.concept;
  if (pipe?.type === "PipeBatch" && key === "branch_pipe_code") return pipe.branch;
  if (pipe?.type === "PipeCondition" && key === "default_outcome") return outcome(pipe.default_outcome);
  if (pipe?.type === "PipeCondition" && key === "outcomes") {
    return Object.fromEntries(Object.entries(pipe.outcomes).map(([text, leads]) => [text, outcome(leads)]));
  }
  return written;
}

const outcome = (leads: Outcome): string => (typeof leads === "string" ? leads : leads.pipe);

function calls(read: readonly object[], written: Json): Json {
  if (!Array.isArray(written)) return written;
  return (written as readonly JsonObject[]).map((step, index) => {
    const call = read[index];
    return call !== undefined && "pipe" in call ? { ...step, pipe: call.pipe as string } : step;
  });
}
