import type { GraphNode } from "./order-nodes.ts";

/** Who made the values that nodes read. */
export interface DataEdges {
  /** The anchor of each node, by node id: its number in the order of the page. */
  readonly anchors: ReadonlyMap<string, string>;
  /** The node that made a value, by stuff code: the innermost one. */
  readonly producers: ReadonlyMap<string, GraphNode>;
  /** Values that nothing in the run made, with a name they are read by and their anchors, by stuff code. */
  readonly inputs: ReadonlyMap<string, { readonly name: string; readonly anchor: string }>;
}

/** The data edges of a run, from the stuff codes that its nodes read and write. */
export function dataEdges(roots: readonly GraphNode[]): DataEdges {
  const anchors = new Map<string, string>();
  const producers = new Map<string, GraphNode>();
  const all: GraphNode[] = [];
  const visit = (node: GraphNode): void => {
    anchors.set(node.record.node_id, `n${anchors.size + 1}`);
    all.push(node);
    if (node.record.writes !== undefined) producers.set(node.record.writes, node);
    node.children.forEach(visit);
  };
  roots.forEach(visit);
  const inputs = new Map<string, { readonly name: string; readonly anchor: string }>();
  for (const { record } of all) {
    for (const [name, read] of Object.entries(record.reads ?? {}).sort(([left], [right]) => (left < right ? -1 : 1))) {
      const code = wholeOf(read, producers);
      if (!producers.has(code) && !inputs.has(code))
        inputs.set(code, {
          name: code.startsWith(INPUT) ? code.slice(INPUT.length) : name,
          anchor: `i${inputs.size + 1}`,
        });
    }
  }
  return { anchors, producers, inputs };
}

const INPUT = "input/";

/** The value that a read value is, or is an item of. */
export function wholeOf(code: string, producers: DataEdges["producers"]): string {
  return producers.has(code) ? code : code.replace(/(?:\[\d+\])+$/u, "");
}
