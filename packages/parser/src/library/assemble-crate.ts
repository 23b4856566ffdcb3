import { fingerprintCrate } from "@perdure/crate";
import type { Concept, Crate, Pipe, PipeRef, SignaturePipe } from "@perdure/crate";
import { conceptsOf } from "./library.ts";
import type { ExternalPipe, Library } from "./library.ts";
import { UNKNOWN_CONCEPT } from "./resolve-concept.ts";
import { uncheckedConcepts } from "../wiring/wiring.ts";

/**
 * The sealed crate of a library without errors. It is total: a pipe outside the given files, and a pipe that takes or gives a
 * concept outside them, stands in it as a signature, which no run starts.
 */
export function assembleCrate(library: Library, main_pipe: PipeRef | undefined): Crate {
  const unchecked = uncheckedConcepts(library, "refines_and_fields");
  const pipes: [PipeRef, Pipe][] = [];
  for (const { ref, pipe } of library.pipes.values()) {
    if (pipe === undefined) continue;
    const missing = externalConceptOf(pipe, unchecked);
    pipes.push([ref, missing === undefined ? pipe : signatureInPlaceOf(pipe, missing)]);
  }
  for (const external of library.external_pipes.values()) pipes.push([external.ref, signatureOf(external)]);
  const concepts: [string, Concept][] = Object.entries(conceptsOf(library));
  for (const ref of library.external_concepts) {
    concepts.push([ref, { description: "A concept outside the given files", refines: UNKNOWN_CONCEPT }]);
  }
  return fingerprintCrate({
    ...(main_pipe === undefined ? {} : { main_pipe }),
    concepts: Object.fromEntries(concepts),
    pipes: Object.fromEntries(pipes),
  });
}

function externalConceptOf(pipe: Pipe, unchecked: ReadonlySet<string>): string | undefined {
  const concepts = [pipe.output.concept, ...Object.values(pipe.inputs).map((input) => input.concept)];
  return concepts.find((concept) => unchecked.has(concept));
}

function signatureInPlaceOf(pipe: Pipe, concept: string): SignaturePipe {
  const { code, domain, description, inputs, output, place } = pipe;
  const settings = { signature_for: pipe.type, not_checked: concept };
  return { type: "PipeSignature", code, domain, description, inputs, output, place, settings };
}

function signatureOf({ ref, domain, code, bundle, span }: ExternalPipe): SignaturePipe {
  const { line, column } = bundle.reporter.source.position(span.start);
  return {
    type: "PipeSignature",
    code,
    domain,
    description: "A pipe outside the given files",
    inputs: {},
    output: { concept: UNKNOWN_CONCEPT, multiplicity: "single", optional: false },
    place: { file: bundle.file, line, column },
    settings: { not_checked: ref },
  };
}
