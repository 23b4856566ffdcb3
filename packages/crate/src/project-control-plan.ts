import { conceptLineage, findConcept } from "./concept-relations.ts";
import type { ControlPlan, LeafKind, PlanLeaf, PlanPipe } from "./control-plan.ts";
import type { Concept, ConceptRef, Crate, Field, OperatorPipe, Pipe, PipeRef } from "./crate.ts";
import { CrateError } from "./crate-error.ts";
import { isController, reachablePipes } from "./reachable-pipes.ts";

/**
 * The control structure that a run from `entry` can reach: no prompts, no descriptions. Deterministic, so the same crate
 * and entry give the same bytes. Throws a CrateError `crate.pipe_missing` when the crate lacks a pipe that it names.
 */
export function projectControlPlan(crate: Crate, entry: PipeRef): ControlPlan {
  const pipes: Record<PipeRef, PlanPipe> = {};
  const concepts: Record<ConceptRef, Concept> = {};
  for (const ref of reachablePipes(crate, entry)) {
    const pipe = crate.pipes[ref];
    if (pipe === undefined) throw new CrateError("crate.pipe_missing", `The crate has no pipe ${ref}`);
    pipes[ref] = planned(pipe);
    for (const slot of [...Object.values(pipe.inputs), pipe.output]) collectConcept(crate, slot.concept, concepts);
  }
  return { schema: 1, semantics: 1, crate: crate.fingerprint, entry, pipes, concepts };
}

const LEAF_KIND_OF = {
  PipeLLM: "llm",
  PipeStructure: "structure",
  PipeExtract: "extract",
  PipeFunc: "func",
  PipeImgGen: "img_gen",
  PipeSearch: "search",
  PipeJudge: "judge",
  PipeDocGen: "doc_gen",
} as const satisfies Partial<Record<OperatorPipe["type"], LeafKind>>;

function planned(pipe: Pipe): PlanPipe {
  if (isController(pipe) || pipe.type === "PipeCompose") {
    const { description: _description, place: _place, ...rest } = pipe;
    return rest;
  }
  if (pipe.type === "PipeSignature") {
    throw new CrateError("crate.pipe_missing", `${pipe.domain}.${pipe.code} is a signature: nothing implements it`);
  }
  const leaf: PlanLeaf = {
    type: "leaf",
    kind: LEAF_KIND_OF[pipe.type],
    code: pipe.code,
    domain: pipe.domain,
    inputs: pipe.inputs,
    output: pipe.output,
  };
  if (pipe.type === "PipeFunc") return { ...leaf, function_name: pipe.function_name };
  return pipe.type === "PipeLLM" && pipe.structuring_method === "preliminary_text"
    ? { ...leaf, preliminary_text: true }
    : leaf;
}

/** The concept, its lineage, and the concepts of its fields: what printing a small value by its declared type needs. */
function collectConcept(crate: Crate, ref: ConceptRef, into: Record<ConceptRef, Concept>): void {
  for (const ancestor of conceptLineage(crate.concepts, ref)) {
    if (Object.hasOwn(into, ancestor) || ancestor.startsWith("native.")) continue;
    const concept = findConcept(crate.concepts, ancestor);
    if (concept === undefined) continue;
    into[ancestor] = concept;
    for (const field of Object.values(concept.fields ?? {})) {
      for (const nested of nestedConcepts(field)) collectConcept(crate, nested, into);
    }
  }
}

const nestedConcepts = (field: Field): readonly ConceptRef[] =>
  [field.concept, field.item_concept].filter((ref): ref is ConceptRef => ref !== undefined);
