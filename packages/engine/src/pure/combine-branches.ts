import { resolvedFields } from "@perdure/crate";
import type { ConceptRef, Json, JsonObject, ParallelPipe } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import { fittedContent } from "./compose-content.ts";
import { contentProblems } from "../contents/content-problems.ts";
import type { PureContext } from "./pure-piece.ts";
import { withDefaults } from "../contents/with-defaults.ts";

type Parallel = Pick<ParallelPipe, "branches" | "output" | "combine">;

/** The concept of what the branches of a parallel make together: the declared one, or a Composite. */
export function combinedConcept(pipe: Parallel): ConceptRef {
  const open = pipe.output.concept === "native.Anything" || pipe.output.concept === "native.Dynamic";
  return !pipe.combine || open || pipe.output.multiplicity !== "single" ? "native.Composite" : pipe.output.concept;
}

/**
 * The branches' results as one content, by their result names in the order in which they are declared. Throws a FailureError
 * `perdure.compose_mismatch` when they do not fit the declared concept.
 */
export function combineBranches(pipe: Parallel, context: PureContext): Json {
  const concept = combinedConcept(pipe);
  const fields = resolvedFields(context.concepts, concept) ?? {};
  const members: [string, Json][] = [];
  for (const { result } of pipe.branches) {
    const loaded = Object.hasOwn(context.stuffs, result) ? context.stuffs[result] : undefined;
    const field = Object.hasOwn(fields, result) ? fields[result] : undefined;
    if (loaded !== undefined) members.push([result, fittedContent(loaded.content, field, context)]);
  }
  const content: JsonObject = Object.fromEntries(members);
  const problems = contentProblems(context.concepts, concept, content);
  if (problems.length === 0) return withDefaults(context.concepts, concept, content);
  throw createFailure("perdure.compose_mismatch", {
    message: `The branches do not fit ${concept}: ${problems.map(({ path, message }) => `${path} ${message}`).join("; ")}.`,
  });
}
