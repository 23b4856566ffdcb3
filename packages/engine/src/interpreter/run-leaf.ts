import type { PlanLeaf } from "@perdure/crate";
import { callLeaf } from "./call-leaf.ts";
import { inNode } from "./in-node.ts";
import { bindResult, findStuff } from "../memory/memory.ts";
import type { LeafResult } from "../contract/leaf.ts";
import { resolveMultiplicity } from "./multiplicity.ts";
import { boundedNodeId } from "./node-id.ts";
import { splitPath } from "../contents/content-path.ts";
import type { Memory } from "../memory/memory.ts";
import type { Stuff } from "../memory/values.ts";
import type { Invocation, Walk } from "./walk.ts";

/** Runs an operator: one leaf, or two where an answer is drafted as text before it is structured. */
export async function runLeaf(walk: Walk, invocation: Invocation, pipe: PlanLeaf): Promise<Memory> {
  const multiplicity = resolveMultiplicity(pipe.output.multiplicity, invocation.multiplicity);
  const output = { concept: pipe.output.concept, multiplicity };
  const parameters =
    typeof multiplicity === "number" ? { ...invocation.parameters, _nb_output: multiplicity } : invocation.parameters;
  const inputs = readInputs(pipe.inputs, invocation.memory);
  const models = walk.job.models[invocation.ref];
  walk.records.change(invocation.node, { reads: codesOf(inputs) });
  const result =
    pipe.preliminary_text === true
      ? await draftThenStructure(walk, invocation, { inputs, output, parameters })
      : await callLeaf(walk, invocation, {
          kind: pipe.kind,
          node: invocation.node,
          inputs,
          output,
          parameters,
          model: models?.main ?? models?.structure,
          functionName: pipe.function_name,
        });
  const stuff = { code: invocation.node, name: "", concept: result.concept, value: result.value };
  walk.records.change(invocation.node, { writes: stuff.code });
  return bindResult(invocation.memory, stuff, invocation.outputName);
}

/** The stuffs that a pipe's declared inputs name; a dotted input brings the stuff at its root. Absent optional ones are left out. */
function readInputs(declared: Readonly<Record<string, unknown>>, memory: Memory): Readonly<Record<string, Stuff>> {
  const inputs: Record<string, Stuff> = {};
  for (const name of Object.keys(declared)) {
    const { root } = splitPath(name);
    const stuff = findStuff(memory, root);
    if (stuff !== undefined) inputs[root] = stuff.name === root ? stuff : { ...stuff, name: root };
  }
  return inputs;
}

/** Stuff codes by name: the data edges of the run picture. */
export function codesOf(stuffs: Readonly<Record<string, Stuff>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(stuffs).map(([name, { code }]) => [name, code]));
}

async function draftThenStructure(
  walk: Walk,
  invocation: Invocation,
  request: Pick<Parameters<typeof callLeaf>[2], "inputs" | "output" | "parameters">,
): Promise<LeafResult> {
  const models = walk.job.models[invocation.ref];
  const draftNode = boundedNodeId(`${invocation.node}/draft_text`);
  const draft = await inHalf(walk, invocation, draftNode, "PipeLLM", () =>
    callLeaf(walk, invocation, {
      ...request,
      kind: "llm",
      part: "draft_text",
      node: draftNode,
      output: { concept: "native.Text", multiplicity: "single" },
      model: models?.main,
    }),
  );
  const text: Stuff = { code: draftNode, name: "preliminary_text", concept: draft.concept, value: draft.value };
  const structureNode = boundedNodeId(`${invocation.node}/structure`);
  return inHalf(walk, invocation, structureNode, "PipeStructure", () =>
    callLeaf(walk, invocation, {
      ...request,
      kind: "structure",
      part: "structure",
      node: structureNode,
      inputs: { preliminary_text: text },
      model: models?.structure ?? models?.main,
    }),
  );
}

/** One half of an operator that is two leaves, as a node of its own. */
function inHalf(
  walk: Walk,
  { node: parent, ref, path, item }: Invocation,
  node: string,
  type: string,
  run: () => Promise<LeafResult>,
): Promise<LeafResult> {
  return inNode(walk, { node, parent, ref, path, item, type }, async () => ({
    value: await run(),
    last: { writes: node },
  }));
}
