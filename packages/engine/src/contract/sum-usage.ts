import type { LeafUsage } from "./leaf.ts";
import type { NodeRecord } from "./run-event.ts";

/** Tokens and money of all nodes; a member is absent where no node has it, and a cost is then a lower bound. */
export function sumUsage(nodes: readonly NodeRecord[]): LeafUsage {
  const total: { -readonly [Name in keyof LeafUsage]: LeafUsage[Name] } = {};
  for (const { usage } of nodes) {
    for (const name of ["input_tokens", "output_tokens", "total_tokens", "cost_usd"] as const) {
      const value = usage?.[name];
      if (value !== undefined) total[name] = (total[name] ?? 0) + value;
    }
  }
  return total;
}
