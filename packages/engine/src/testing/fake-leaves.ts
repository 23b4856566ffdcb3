import type { Json } from "@perdure/crate";
import type { LeafCall, LeafContext, LeafExecutor, LeafResult } from "../contract/leaf.ts";
import { inlineValue } from "../contents/stored-content.ts";

const UNBOUNDED = { inline_max_bytes: Number.MAX_SAFE_INTEGER, list_inline_max: Number.MAX_SAFE_INTEGER };

/** What a fake leaf answers: its content. May throw or reject with a failure. */
export type LeafAnswer = (call: LeafCall, context: LeafContext) => Json | Promise<Json>;

/** A leaf executor for tests of backends, with the calls that it received in order. */
export interface FakeLeaves extends LeafExecutor {
  readonly calls: readonly { readonly node_id: string; readonly attempt: number }[];
}

/** Leaves that answer as told, each call kept. Contents travel inline whatever their size. */
export function createFakeLeaves(answer: LeafAnswer): FakeLeaves {
  const calls: { node_id: string; attempt: number }[] = [];
  return {
    calls,
    execute: async (call, context): Promise<LeafResult> => {
      calls.push({ node_id: call.node_id, attempt: context.attempt });
      const content = await answer(call, context);
      const { concept } = call.output;
      const value = inlineValue(content, concept, UNBOUNDED);
      if (value === undefined) throw new Error("A fake answer was too long to travel");
      return { concept, value, calls: 1 };
    },
    close: () => Promise.resolve(),
  };
}
