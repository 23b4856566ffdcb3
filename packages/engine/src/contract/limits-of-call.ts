import type { LeafCall } from "./leaf.ts";
import { DEFAULT_LIMITS } from "./run-job.ts";
import type { InlineLimits } from "./run-job.ts";

/** What decides whether the result of a leaf travels inline. */
export function limitsOfCall(call: Pick<LeafCall, "inline_max_bytes" | "list_inline_max">): InlineLimits {
  const { inline_max_bytes, list_inline_max = DEFAULT_LIMITS.list_inline_max } = call;
  return { inline_max_bytes, list_inline_max };
}
