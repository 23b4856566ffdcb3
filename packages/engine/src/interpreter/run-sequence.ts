import type { BindingStep, SequencePipe, SubPipe } from "@perdure/crate";
import { inNode } from "./in-node.ts";
import { bindAbsence, bindResult, nameLatest } from "../memory/memory.ts";
import { createChildNames } from "./node-id.ts";
import { bindPath } from "./run-binding.ts";
import { runSubPipe } from "./run-sub-pipe.ts";
import type { Memory } from "../memory/memory.ts";
import { plannedPipe } from "./walk.ts";
import type { Invocation, Walk } from "./walk.ts";

/** Runs steps in order on one memory; what an inner step named stays visible. */
export async function runSequence(
  walk: Walk,
  invocation: Invocation,
  pipe: Omit<SequencePipe, "description" | "place">,
): Promise<Memory> {
  const nameChild = createChildNames(invocation.node);
  let memory = invocation.memory;
  for (const step of pipe.steps) {
    memory = isBinding(step)
      ? await runBinding(walk, { ...invocation, memory }, step, nameChild(step.result))
      : await runSubPipe(walk, { ...invocation, memory }, step, nameChild(childCode(walk, step)));
  }
  return nameLatest(memory, invocation.outputName);
}

/** The name of a called pipe among its siblings: its code, or that of the batch around it. */
export function childCode(walk: Walk, sub: SubPipe): string {
  const { code } = plannedPipe(walk, sub.pipe);
  return sub.batch === undefined ? code : `${code}_batch`;
}

/** Copies the value at a path to a name of its own; what the path ends at may be absent, and is then recorded so. */
function runBinding(walk: Walk, invocation: Invocation, step: BindingStep, node: string): Promise<Memory> {
  const { node: parent, ref, path, item, memory } = invocation;
  return inNode(walk, { node, parent, ref, path, item, type: "Binding" }, async () => {
    const bound = await bindPath(walk, invocation, node, step.from);
    return bound.kind === "stuff"
      ? { value: bindResult(memory, bound.stuff, step.result), last: { writes: node } }
      : { value: bindAbsence(memory, bound.absence, step.result), last: { skip_reason: bound.absence.reason } };
  });
}

const isBinding = (step: SubPipe | BindingStep): step is BindingStep => "from" in step;
