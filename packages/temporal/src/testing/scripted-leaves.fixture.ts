import { canonicalJson, sha256Hex } from "@perdure/crate";
import type { LeafCall, LeafContext, LeafExecutor, LeafResult, StoredValue } from "@perdure/engine";

/** What a leaf does at an attempt: gives a text, or throws. */
export type Script = (call: LeafCall, context: LeafContext) => string | Promise<string>;
/** One try of a leaf, as a ledger would have it. */
export interface LedgerRow {
  readonly node: string;
  readonly attempt: number;
  readonly kind: string;
}

/** Leaves that follow a script by the last segment of the node id, and a ledger of every try. */
export function scriptedLeaves(scripts: Readonly<Record<string, Script>> = {}): LeafExecutor & {
  readonly ledger: LedgerRow[];
  /** How often each node was tried. */
  tries(): Readonly<Record<string, number>>;
} {
  const ledger: LedgerRow[] = [];
  return {
    ledger,
    tries: () => {
      const counts: Record<string, number> = {};
      for (const { node } of ledger) counts[lastSegment(node)] = (counts[lastSegment(node)] ?? 0) + 1;
      return counts;
    },
    async execute(call, context): Promise<LeafResult> {
      ledger.push({ node: call.node_id, attempt: context.attempt, kind: call.kind });
      const script = scripts[lastSegment(call.node_id)];
      const text = script === undefined ? `text of ${call.node_id}` : await script(call, context);
      return { concept: "native.Text", value: textValue(text), calls: 1, usage: { input_tokens: 3, output_tokens: 2 } };
    },
    close: () => Promise.resolve(),
  };
}

/** A text of the size that stays inline. */
export function textValue(text: string): StoredValue {
  const inline = { text };
  const json = canonicalJson(inline);
  return {
    concept: "native.Text",
    size: new TextEncoder().encode(json).length,
    media_type: "application/json",
    digest: sha256Hex(json),
    inline,
  };
}

const lastSegment = (node: string): string => node.split("/").at(-1) ?? node;
