import { callKey, startsByNode } from "./leaf-ledger.mjs";

/**
 * What must not have happened to a run that was interrupted once, by the leaf ledger and the provider's: a leaf that was
 * recorded before ran again, one that had not started ran twice, or one in flight ran more than once again. `before` are
 * the nodes that had started, `recorded` those whose completion was recorded.
 */
export function wrongRepeats({ runId, leafLines, calls, before, recorded }) {
  const counts = runsByNode({ runId, leafLines, calls });
  const nodes = [...counts.keys()];
  const repeated = nodes.filter((node) => counts.get(node) > 1);
  return {
    recorded: repeated.filter((node) => recorded.has(node)),
    notStarted: repeated.filter((node) => !before.has(node)),
    tooOften: nodes.filter((node) => counts.get(node) > 2),
  };
}

/** No wrong repeats. */
export const NONE = { recorded: [], notStarted: [], tooOften: [] };

/** How often each leaf ran: by its body's own lines or by its calls, whichever is more. */
export function runsByNode({ runId, leafLines, calls }) {
  const byKey = new Map();
  for (const { key } of calls) byKey.set(key, (byKey.get(key) ?? 0) + 1);
  const counts = startsByNode(leafLines);
  for (const [node, count] of counts) counts.set(node, Math.max(count, byKey.get(callKey(runId, node)) ?? 0));
  return counts;
}
