import type { ConceptRef } from "@perdure/crate";
import { callLeaf } from "./call-leaf.ts";
import { splitPath } from "./content-path.ts";
import { inlineContext, stuffsOf } from "./load-inline.ts";
import { bindingContent } from "./run-pure-leaf.ts";
import { inlineValue } from "./stored-content.ts";
import type { Stuff, StuffValue } from "./values.ts";
import type { Invocation, Walk } from "./walk.ts";

/**
 * The value at a dotted path as a stuff of its own: copied here where it is small, else by a pure leaf. A path of one name
 * needs no content at all.
 */
export async function bindPath(walk: Walk, invocation: Invocation, node: string, path: string): Promise<Stuff> {
  const { root, segments } = splitPath(path);
  const inputs = stuffsOf(invocation.memory, [root]);
  const whole = inputs[root];
  if (whole !== undefined && segments.length === 0) return { ...whole, code: node };
  const context = inlineContext(walk, invocation, inputs);
  const found: { concept: ConceptRef; value: StuffValue | undefined } | undefined =
    context === undefined ? undefined : inlineBinding(walk, path, context);
  if (found?.value !== undefined) return { code: node, name: root, concept: found.concept, value: found.value };
  const { concept, value } = await callLeaf(walk, invocation, {
    kind: "compose",
    part: "binding",
    path,
    node,
    inputs,
    output: { concept: "native.Anything", multiplicity: "single" },
    parameters: invocation.parameters,
  });
  return { code: node, name: root, concept, value };
}

function inlineBinding(walk: Walk, path: string, context: NonNullable<ReturnType<typeof inlineContext>>) {
  const { content, concept } = bindingContent({ path }, context);
  return { concept, value: inlineValue(content, concept, walk.job.limits.inline_max_bytes) };
}
