import type { NodeRecord } from "./run-event.ts";

/**
 * Nodes in the order of the plan, a parent before what ran inside it: the same whatever finished first. The nodes are given
 * in the order in which they opened: siblings open in plan order, only how subtrees interleave depends on who was faster.
 */
export function inPlanOrder(nodes: Iterable<NodeRecord>): readonly NodeRecord[] {
  const children = new Map<string | undefined, NodeRecord[]>();
  const all = [...nodes];
  const known = new Set(all.map(({ node_id }) => node_id));
  for (const node of all) {
    // The nodes of a part of a run begin below a node that is not among them.
    const parent = node.parent !== undefined && known.has(node.parent) ? node.parent : undefined;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [node]);
    else siblings.push(node);
  }
  const ordered: NodeRecord[] = [];
  const waiting = children.get(undefined)?.toReversed() ?? [];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    ordered.push(node);
    for (const child of children.get(node.node_id)?.toReversed() ?? []) waiting.push(child);
  }
  return ordered;
}
