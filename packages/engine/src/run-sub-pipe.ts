import type { SubPipe } from "@perdure/crate";
import { nameLatest } from "./memory.ts";
import { batchOver } from "./run-batch.ts";
import { bindPath } from "./run-binding.ts";
import type { WorkingMemory } from "./values.ts";
import { childInvocation, plannedPipe } from "./walk.ts";
import type { Invocation, Walk } from "./walk.ts";

/** Runs a pipe called from a sequence or a parallel, once or over a list; its result has the name that the caller gives it. */
export async function runSubPipe(walk: Walk, parent: Invocation, sub: SubPipe, node: string): Promise<WorkingMemory> {
  const { code, output } = plannedPipe(walk, sub.pipe);
  const { memory } = parent;
  const outputName = sub.result;
  const { multiplicity, batch } = sub;
  if (batch === undefined) {
    const child = childInvocation(parent, { ref: sub.pipe, node, memory, outputName, multiplicity }, code);
    return nameLatest(await walk.runPipe(child), outputName);
  }
  const { environment, records } = walk;
  records.open({
    node_id: node,
    parent: parent.node,
    pipe: sub.pipe,
    type: "PipeBatch",
    status: "running",
    started_at: environment.now(),
  });
  try {
    const around = childInvocation(parent, { ref: sub.pipe, node, memory, outputName }, `${code}_batch`);
    const list = await bindPath(walk, around, `${node}/${batch.over}`, batch.over);
    const source = batch.over.includes(".") ? list : (memory.root[batch.over] ?? list);
    const result = await batchOver(walk, around, {
      branch: sub.pipe,
      list: { ...source, name: batch.over },
      as: batch.as,
      concept: output.concept,
    });
    records.change(node, { status: "succeeded", ended_at: environment.now() });
    return result;
  } catch (error) {
    records.change(node, { status: "failed", ended_at: environment.now() });
    throw error;
  }
}
