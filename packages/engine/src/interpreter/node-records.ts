import { inPlanOrder } from "../contract/plan-order.ts";
import type { RunEvent, NodeRecord } from "../contract/run-event.ts";

type Opening = Omit<NodeRecord, "seq">;
type Change = Partial<Omit<NodeRecord, "node_id" | "seq">>;

/** The state of every node of a run; each change is emitted whole. */
export interface NodeRecords {
  open(record: Opening): void;
  change(nodeId: string, change: Change): void;
  /** Keeps the place of a node, among those that open now, that is told of elsewhere. */
  expect(nodeId: string): void;
  /** Takes over nodes that were told of elsewhere. */
  adopt(nodes: readonly NodeRecord[]): void;
  /** Every node in the order of the plan, a parent before what ran inside it: the same whatever finished first. */
  all(): readonly NodeRecord[];
}

/** Keeps node records and hands each new state to `emit`. */
export function createNodeRecords(emit: (event: RunEvent) => void): NodeRecords {
  const records = new Map<string, NodeRecord | undefined>();
  const put = (node: NodeRecord): void => {
    records.set(node.node_id, node);
    emit({ kind: "node", node });
  };
  return {
    open: (record) => put({ ...record, seq: 1 }),
    change: (nodeId, change) => {
      const known = records.get(nodeId);
      if (known !== undefined) put({ ...known, ...change, seq: known.seq + 1 });
    },
    expect: (nodeId) => void records.set(nodeId, undefined),
    adopt: (nodes) => {
      for (const node of nodes) records.set(node.node_id, node);
    },
    all: () => inPlanOrder([...records.values()].filter((node) => node !== undefined)),
  };
}
