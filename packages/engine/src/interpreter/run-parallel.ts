import type { ParallelPipe } from "@perdure/crate";
import { callLeaf } from "./call-leaf.ts";
import { combineBranches, combinedConcept } from "../pure/combine-branches.ts";
import { inlineContext } from "./load-inline.ts";
import { bindResult, findAbsence, MAIN_STUFF, mainStuff, putAbsence, putStuff } from "../memory/memory.ts";
import { createChildNames } from "./node-id.ts";
import { codesOf } from "./run-leaf.ts";
import { childCode } from "./run-sequence.ts";
import { runSubPipe } from "./run-sub-pipe.ts";
import { slidingWindow } from "./sliding-window.ts";
import { inlineValue } from "../contents/stored-content.ts";
import type { Memory } from "../memory/memory.ts";
import type { Stuff } from "../memory/values.ts";
import type { Invocation, Walk } from "./walk.ts";

/** Runs all branches at once, each on the memory as it is; merges their results in the order in which they are declared. */
export async function runParallel(
  walk: Walk,
  invocation: Invocation,
  pipe: Omit<ParallelPipe, "description" | "place">,
): Promise<Memory> {
  const nameChild = createChildNames(invocation.node);
  const nodes = pipe.branches.map((branch) => nameChild(childCode(walk, branch)));
  const memories = await slidingWindow(pipe.branches.length, pipe.branches.length, (index) => {
    const branch = pipe.branches[index] as (typeof pipe.branches)[number];
    return runSubPipe(walk, invocation, branch, nodes[index] as string);
  });
  const results: Record<string, Stuff> = {};
  let memory = invocation.memory;
  const keepsEach = pipe.add_each_output || !pipe.combine;
  pipe.branches.forEach(({ result }, index) => {
    const known = memories[index] as Memory;
    const stuff = mainStuff(known);
    if (stuff !== undefined) results[result] = { ...stuff, name: result };
    if (!keepsEach) return;
    const absence = findAbsence(known, MAIN_STUFF);
    if (stuff !== undefined) memory = putStuff(memory, { ...stuff, name: result });
    else if (absence !== undefined) memory = putAbsence(memory, absence, result);
  });
  return bindResult(memory, await combined(walk, invocation, pipe, results), invocation.outputName);
}

async function combined(
  walk: Walk,
  invocation: Invocation,
  pipe: Omit<ParallelPipe, "description" | "place">,
  inputs: Readonly<Record<string, Stuff>>,
): Promise<Stuff> {
  const concept = combinedConcept(pipe);
  walk.records.change(invocation.node, {
    reads: codesOf(inputs),
    writes: invocation.node,
  });
  const context = inlineContext(walk, invocation, inputs);
  const inline =
    context === undefined ? undefined : inlineValue(combineBranches(pipe, context), concept, walk.job.limits);
  const { node } = invocation;
  if (inline !== undefined) return { code: node, name: "", concept, value: inline };
  const output = { concept, multiplicity: "single" as const };
  const { parameters } = invocation;
  const { value } = await callLeaf(walk, invocation, { kind: "compose", node, inputs, output, parameters });
  return { code: node, name: "", concept, value };
}
