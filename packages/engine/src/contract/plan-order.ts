import type { NodeRecord } from "./run-event.ts";

/**
 * Nodes in the order of the plan, a parent before what ran inside it: the same whatever finished first. The nodes are given
 * in the order in which they opened: siblings open in plan order, only how subtrees interleave depends on who was faster.
 */
export function inPlanOrder(nodes: Iterable<NodeRecord>): readonly NodeRecord[] {
  const children = new Map<string | undefined, NodeRecord[]>();
  for (const node of nodes) {
    const siblings = children.get(node.parent);
    if (siblings === undefined) children.set(node.parent, [node]);
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
