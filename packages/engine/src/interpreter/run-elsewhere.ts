import { createFailure } from "@perdure/failures";
import type { PipeCall } from "../contract/pipe-call.ts";
import { closeMemory, openMemory } from "../memory/memory.ts";
import type { Memory } from "../memory/memory.ts";
import type { Invocation, Walk } from "./walk.ts";

/** Hands a controller to a unit of work of its own; its nodes become nodes of this walk. */
export async function runElsewhere(walk: Walk, invocation: Invocation): Promise<Memory> {
  const { environment } = walk;
  walk.records.expect(invocation.node);
  const result = await environment.runController?.(pipeCall(invocation));
  if (result === undefined)
    throw createFailure("runtime.unexpected", { message: "There is nowhere else to run a pipe." });
  walk.records.adopt(result.nodes);
  return openMemory(result.memory);
}

function pipeCall({
  ref,
  node,
  parent,
  path,
  memory,
  outputName,
  multiplicity,
  item,
  parameters,
}: Invocation): PipeCall {
  return {
    schema: 1,
    pipe: ref,
    node_id: node,
    ...(parent === undefined ? {} : { parent }),
    path,
    memory: closeMemory(memory),
    ...(outputName === undefined ? {} : { output_name: outputName }),
    ...(multiplicity === undefined ? {} : { output_multiplicity: multiplicity }),
    ...(item === undefined ? {} : { item }),
    parameters,
  };
}
