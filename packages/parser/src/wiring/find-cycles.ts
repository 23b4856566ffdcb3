/**
 * The cycles of a graph: each as the nodes along it, from the first that the walk met. Walks in the order of the starts and of
 * each node's followers, without recursion, so that no depth of a method can exhaust the stack.
 */
export function findCycles<Node>(
  starts: Iterable<Node>,
  followers: (node: Node) => readonly Node[],
): readonly (readonly Node[])[] {
  const done = new Set<Node>();
  const cycles: Node[][] = [];
  for (const start of starts) {
    if (done.has(start)) continue;
    const path: { readonly node: Node; readonly rest: Iterator<Node> }[] = [];
    const enter = (node: Node): void => void path.push({ node, rest: followers(node)[Symbol.iterator]() });
    enter(start);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const next = step.rest.next();
      if (next.done === true) {
        done.add(step.node);
        path.pop();
        continue;
      }
      if (done.has(next.value)) continue;
      const at = path.findIndex(({ node }) => node === next.value);
      if (at === -1) enter(next.value);
      else cycles.push(path.slice(at).map(({ node }) => node));
    }
  }
  return cycles;
}
