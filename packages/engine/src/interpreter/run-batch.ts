import type { BatchPipe, ConceptRef, PipeRef } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import { bindResult, findStuff, mainStuff } from "../memory/memory.ts";
import { boundedNodeId, itemNodeId } from "./node-id.ts";
import { codesOf } from "./run-leaf.ts";
import { slidingWindow } from "./sliding-window.ts";
import { isStoredList, listLength } from "../contents/stored-content.ts";
import type { Memory } from "../memory/memory.ts";
import type { Stuff } from "../memory/values.ts";
import { childInvocation, plannedPipe } from "./walk.ts";
import type { Invocation, Walk } from "./walk.ts";

/** A pipe to run over the items of a list. */
export interface BatchOver {
  readonly branch: PipeRef;
  readonly list: Stuff;
  readonly as: string;
  readonly concept: ConceptRef;
}

/** Runs a PipeBatch: its branch once for each item of the list that is named. */
export async function runBatch(
  walk: Walk,
  invocation: Invocation,
  pipe: Omit<BatchPipe, "description" | "place">,
): Promise<Memory> {
  const list = findStuff(invocation.memory, pipe.input_list_name);
  if (list === undefined) throw notList(pipe.input_list_name);
  return batchOver(walk, invocation, {
    branch: pipe.branch,
    list,
    as: pipe.input_item_name,
    concept: pipe.output.concept,
  });
}

/**
 * Runs a branch over a list: at most `max_concurrency` at once, items started in index order, results in input order;
 * items whose result is absent are left out. An empty list makes an empty list.
 */
export async function batchOver(walk: Walk, invocation: Invocation, batch: BatchOver): Promise<Memory> {
  const { list, branch, as } = batch;
  const { records, job } = walk;
  if (!isStoredList(list.value)) throw notList(list.name);
  const { list_inline_max } = job.limits;
  if (!("items" in list.value) || list.value.items.length > list_inline_max) {
    throw createFailure("perdure.list_too_long", {
      message: `The list '${list.name}' has ${listLength(list.value)} items; this version batches over at most ${list_inline_max}.`,
    });
  }
  const { items } = list.value;
  let done = 0;
  records.change(invocation.node, {
    reads: codesOf({ [list.name]: list }),
    writes: invocation.node,
    batch: { total: items.length, done },
  });
  const { code } = plannedPipe(walk, branch);
  const results = await slidingWindow(items.length, job.limits.max_concurrency, async (index) => {
    const value = items[index] as (typeof items)[number];
    const item: Stuff = { code: `${list.code}[${index}]`, name: as, concept: list.concept, value };
    const memory = bindResult(invocation.memory, item, as);
    const node = boundedNodeId(`${itemNodeId(invocation.node, index)}/${code}`);
    const child = childInvocation(invocation, { ref: branch, node, memory, item: index }, code);
    const result = mainStuff(await walk.runPipe(child));
    done += 1;
    records.change(invocation.node, { batch: { total: items.length, done } });
    return result;
  });
  const present = results.filter((result) => result !== undefined);
  const stuff: Stuff = {
    code: invocation.node,
    name: "",
    concept: openConcept(batch.concept) ? (present[0]?.concept ?? batch.concept) : batch.concept,
    value: { items: present.map((result) => result.value) },
  };
  return bindResult(invocation.memory, stuff, invocation.outputName);
}

const openConcept = (concept: ConceptRef): boolean => concept === "native.Anything" || concept === "native.Dynamic";

const notList = (name: string) =>
  createFailure("perdure.batch_input_not_list", { message: `'${name}' is not a list, so it cannot be batched over.` });
