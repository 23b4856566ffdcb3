import type { ConceptRef, JsonObject, LeafKind, Multiplicity } from "@perdure/crate";
import { effectOf } from "../contract/effect-of.ts";
import { DEFAULT_LIMITS } from "../contract/run-job.ts";
import type { LeafCall, LeafResult, ResolvedModel } from "../contract/leaf.ts";
import type { Stuff } from "../memory/values.ts";
import type { Invocation, Walk } from "./walk.ts";

/** What one leaf is asked; the rest of its call follows from the job. */
export interface LeafRequest {
  readonly kind: LeafKind;
  readonly node: string;
  readonly inputs: Readonly<Record<string, Stuff>>;
  readonly output: { readonly concept: ConceptRef; readonly multiplicity: Multiplicity };
  readonly model?: ResolvedModel | undefined;
  readonly part?: LeafCall["part"];
  readonly path?: string;
  readonly functionName?: string | undefined;
  readonly parameters: JsonObject;
}

/** Runs one leaf of a pipe through the environment, and keeps what it says about itself in the node's record. */
export async function callLeaf(walk: Walk, invocation: Invocation, request: LeafRequest): Promise<LeafResult> {
  const { job, environment, records } = walk;
  const { kind, node, inputs, output, model, part, path, functionName, parameters } = request;
  const functionEffect = functionName === undefined ? undefined : job.function_effects[functionName];
  const call: LeafCall = {
    schema: 1,
    kind,
    run_id: job.run_id,
    node_id: node,
    crate: job.crate,
    pipe: invocation.ref,
    ...(part === undefined ? {} : { part }),
    ...(path === undefined ? {} : { path }),
    inputs,
    output,
    ...(model === undefined ? {} : { model }),
    parameters,
    effect: effectOf(kind, model?.provider, functionEffect),
    timeout_ms: job.limits.leaf_timeout_ms,
    inline_max_bytes: job.limits.inline_max_bytes,
    ...(job.limits.list_inline_max === DEFAULT_LIMITS.list_inline_max
      ? {}
      : { list_inline_max: job.limits.list_inline_max }),
    transport: job.limits.transport,
    run_mode: job.run_mode,
  };
  if (model !== undefined) records.change(node, { model: model.model });
  const result = await environment.callLeaf(call);
  records.change(node, {
    calls: result.calls,
    ...(result.attempt === undefined ? {} : { attempt: result.attempt }),
    ...(result.restored === true ? { restored: true } : {}),
    ...(result.usage === undefined ? {} : { usage: result.usage }),
  });
  return result;
}
