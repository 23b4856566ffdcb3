import type { BindingStep, SequencePipe, SubPipe } from "@perdure/crate";
import { nameLatest, putStuff } from "./memory.ts";
import { createChildNames } from "./node-id.ts";
import { bindPath } from "./run-binding.ts";
import { runSubPipe } from "./run-sub-pipe.ts";
import type { WorkingMemory } from "./values.ts";
import { plannedPipe } from "./walk.ts";
import type { Invocation, Walk } from "./walk.ts";

/** Runs steps in order on one memory; what an inner step named stays visible. */
export async function runSequence(
  walk: Walk,
  invocation: Invocation,
  pipe: Omit<SequencePipe, "description" | "place">,
): Promise<WorkingMemory> {
  const nameChild = createChildNames(invocation.node);
  let memory = invocation.memory;
  for (const step of pipe.steps) {
    memory = isBinding(step)
      ? await runBinding(walk, { ...invocation, memory }, step, nameChild)
      : await runSubPipe(walk, { ...invocation, memory }, step, nameChild(childCode(walk, step)));
  }
  return nameLatest(memory, invocation.outputName);
}

/** The name of a called pipe among its siblings: its code, or that of the batch around it. */
export function childCode(walk: Walk, sub: SubPipe): string {
  const { code } = plannedPipe(walk, sub.pipe);
  return sub.batch === undefined ? code : `${code}_batch`;
}

async function runBinding(
  walk: Walk,
  invocation: Invocation,
  step: BindingStep,
  nameChild: (code: string) => string,
): Promise<WorkingMemory> {
  const { environment, records } = walk;
  const node = nameChild(step.result);
  const { node: parent, ref } = invocation;
  records.open({ node_id: node, parent, pipe: ref, type: "Binding", status: "running", started_at: environment.now() });
  try {
    const stuff = await bindPath(walk, invocation, node, step.from);
    records.change(node, { status: "succeeded", ended_at: environment.now(), writes: node });
    return putStuff(invocation.memory, { ...stuff, name: step.result });
  } catch (error) {
    records.change(node, { status: "failed", ended_at: environment.now() });
    throw error;
  }
}

const isBinding = (step: SubPipe | BindingStep): step is BindingStep => "from" in step;
