import type { SubPipe } from "@perdure/crate";
import { inNode } from "./in-node.ts";
import type { NodeOutcome } from "./in-node.ts";
import { bindResult, findStuff, nameLatest } from "../memory/memory.ts";
import { boundedNodeId } from "./node-id.ts";
import { batchOver } from "./run-batch.ts";
import { bindPath } from "./run-binding.ts";
import type { Memory } from "../memory/memory.ts";
import { childInvocation, plannedPipe } from "./walk.ts";
import type { Invocation, Walk } from "./walk.ts";

type Batch = NonNullable<SubPipe["batch"]>;

/** Runs a pipe called from a sequence or a parallel, once or over a list; its result has the name that the caller gives it. */
export async function runSubPipe(walk: Walk, parent: Invocation, sub: SubPipe, node: string): Promise<Memory> {
  const { code } = plannedPipe(walk, sub.pipe);
  const { memory } = parent;
  const { pipe: ref, result: outputName, multiplicity, batch } = sub;
  if (batch === undefined) {
    const child = childInvocation(parent, { ref, node, memory, outputName, multiplicity }, code);
    return nameLatest(await walk.runPipe(child), outputName);
  }
  const around = childInvocation(parent, { ref, node, memory, outputName }, `${code}_batch`);
  const { path, item } = around;
  return inNode(walk, { node, parent: parent.node, ref, path, item, type: "PipeBatch" }, () =>
    runInlineBatch(walk, around, batch),
  );
}

/** A batch that a step puts around its pipe. A list that is absent has no items. */
async function runInlineBatch(walk: Walk, around: Invocation, batch: Batch): Promise<NodeOutcome<Memory>> {
  const { ref, node, memory, outputName } = around;
  const { concept } = plannedPipe(walk, ref).output;
  const named = findStuff(memory, batch.over);
  const bound =
    named === undefined
      ? await bindPath(walk, around, boundedNodeId(`${node}/${batch.over}`), batch.over)
      : { kind: "stuff" as const, stuff: named };
  if (bound.kind === "absent") {
    const empty = { code: node, name: "", concept, value: { items: [] } };
    const last = { status: "skipped" as const, skip_reason: bound.absence.reason, writes: node };
    return { value: bindResult(memory, empty, outputName), last };
  }
  const list = { ...bound.stuff, name: batch.over };
  return { value: await batchOver(walk, around, { branch: ref, list, as: batch.as, concept }) };
}
