import type { Crate, Pipe } from "@perdure/crate";
import type { NodeRecord } from "@perdure/engine";

/** A node of the run picture with what ran inside it, in the order of the method and never of the clock. */
export interface GraphNode {
  readonly record: NodeRecord;
  readonly children: readonly GraphNode[];
}

/** The nodes as trees: steps and branches as the method lists them, batch items by index. */
export function orderNodes(records: readonly NodeRecord[], crate: Crate): readonly GraphNode[] {
  const known = new Set(records.map((record) => record.node_id));
  const byParent = new Map<string | undefined, NodeRecord[]>();
  for (const record of records) {
    const parent = record.parent !== undefined && known.has(record.parent) ? record.parent : undefined;
    byParent.set(parent, [...(byParent.get(parent) ?? []), record]);
  }
  const childrenOf = (parent: NodeRecord | undefined): readonly GraphNode[] => {
    const codes = parent === undefined ? [] : plannedCodes(crate.pipes[parent.pipe]);
    return (byParent.get(parent?.node_id) ?? [])
      .map((record) => ({ record, key: orderKey(record, codes) }))
      .sort((left, right) => compareKeys(left.key, right.key))
      .map(({ record }) => ({ record, children: childrenOf(record) }));
  };
  return childrenOf(undefined);
}

interface OrderKey {
  readonly position: number;
  readonly item: number;
  readonly id: string;
}

/** Where a node stands among its siblings: its place in the plan, then its item, then its id. */
function orderKey({ node_id: id }: NodeRecord, codes: readonly string[]): OrderKey {
  const segment = id.slice(id.lastIndexOf("/") + 1);
  const [, name = segment, nth = "1", item = "-1"] = /^(.*?)(?:~(\d+))?(?:\[(\d+)\])?$/u.exec(segment) ?? [];
  const code = codes.includes(name) ? name : name.replace(/_batch$/u, "");
  const places = codes.flatMap((planned, index) => (planned === code ? [index] : []));
  return { position: places[Number(nth) - 1] ?? codes.length, item: Number(item), id };
}

function compareKeys(left: OrderKey, right: OrderKey): number {
  return (
    left.position - right.position || left.item - right.item || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0)
  );
}

function plannedCodes(pipe: Pipe | undefined): readonly string[] {
  const code = (ref: string): string => ref.slice(ref.lastIndexOf(".") + 1);
  if (pipe?.type === "PipeSequence") return pipe.steps.map((step) => ("pipe" in step ? code(step.pipe) : ""));
  if (pipe?.type === "PipeParallel") return pipe.branches.map((branch) => code(branch.pipe));
  return [];
}
