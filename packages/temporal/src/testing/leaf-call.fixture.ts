import { DEFAULT_LIMITS } from "@perdure/engine";
import type { LeafCall } from "@perdure/engine";

/** A call of a leaf: a billed inference, but for these changes. */
export const leafCall = (changes: Partial<LeafCall> = {}): LeafCall => ({
  schema: 1,
  kind: "llm",
  run_id: "run",
  node_id: "main/a",
  crate: { fingerprint: "0", content: "perdure://sha256/0" },
  pipe: "shop.a",
  inputs: {},
  output: { concept: "native.Text", multiplicity: "single" },
  parameters: {},
  effect: "billable",
  timeout_ms: 60_000,
  inline_max_bytes: 4096,
  transport: DEFAULT_LIMITS.transport,
  run_mode: "live",
  ...changes,
});
