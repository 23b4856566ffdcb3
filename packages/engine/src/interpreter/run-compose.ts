import type { ComposePipe } from "@perdure/crate";
import { callLeaf } from "./call-leaf.ts";
import { composeContent, composeReads } from "../pure/compose-content.ts";
import { inlineContext, stuffsOf } from "./load-inline.ts";
import { bindResult } from "../memory/memory.ts";
import { codesOf } from "./run-leaf.ts";
import { inlineValue } from "../contents/stored-content.ts";
import type { Memory } from "../memory/memory.ts";
import type { StuffValue } from "../memory/values.ts";
import type { Invocation, Walk } from "./walk.ts";

type Compose = Omit<ComposePipe, "description" | "place">;

/** Composes a value here when all it reads and makes is small, else as a pure leaf: the same everywhere, by the job's limits. */
export async function runCompose(walk: Walk, invocation: Invocation, pipe: Compose): Promise<Memory> {
  const inputs = stuffsOf(invocation.memory, composeReads(pipe));
  walk.records.change(invocation.node, { reads: codesOf(inputs), writes: invocation.node });
  const { concept } = pipe.output;
  const context = inlineContext(walk, invocation, inputs);
  const inline: StuffValue | undefined =
    context === undefined ? undefined : inlineValue(composeContent(pipe, context), concept, walk.job.limits);
  const value =
    inline ??
    (
      await callLeaf(walk, invocation, {
        kind: "compose",
        node: invocation.node,
        inputs,
        output: { concept, multiplicity: "single" },
        parameters: invocation.parameters,
      })
    ).value;
  return bindResult(invocation.memory, { code: invocation.node, name: "", concept, value }, invocation.outputName);
}
