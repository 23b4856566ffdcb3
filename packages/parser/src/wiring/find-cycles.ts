/** How many nodes all cycles that are told of may have together; there can be as many cycles as the square of the nodes. */
const MOST_NODES = 100_000;

/**
 * The cycles of a graph: each as the nodes along it, from the first that the walk met; the first of them, where a graph is
 * little else. Walks in the order of the starts and of each node's followers, without recursion, so that no depth of a method
 * can exhaust the stack.
 */
export function findCycles<Node>(
  starts: Iterable<Node>,
  followers: (node: Node) => readonly Node[],
): readonly (readonly Node[])[] {
  const done = new Set<Node>();
  const cycles: Node[][] = [];
  let nodes = 0;
  for (const start of starts) {
    if (done.has(start)) continue;
    const path: { readonly node: Node; readonly rest: Iterator<Node> }[] = [];
    const places = new Map<Node, number>();
    const enter = (node: Node): void => {
      places.set(node, path.length);
      path.push({ node, rest: followers(node)[Symbol.iterator]() });
    };
    enter(start);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const next = step.rest.next();
      if (next.done === true) {
        done.add(step.node);
        places.delete(step.node);
        path.pop();
        continue;
      }
      if (done.has(next.value)) continue;
      const at = places.get(next.value);
      if (at === undefined) enter(next.value);
      else if (nodes < MOST_NODES) {
        nodes += path.length - at;
        cycles.push(path.slice(at).map(({ node }) => node));
      }
    }
  }
  return cycles;
}

const MOST_NAMES = 20;

/** A cycle of names as it is shown, back to its first; the middle of a long one is left out. */
export function showCycle(names: readonly string[]): string {
  const shown = names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES - 1), "…", ...names.slice(-1)] : names;
  return [...shown, ...names.slice(0, 1)].join(" → ");
}
