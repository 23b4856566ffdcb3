import { isCompatible } from "@perdure/crate";
import type { Concept, ConceptRef, InputSlot, Multiplicity, OutputSlot, PipeRef } from "@perdure/crate";
import { conceptsOf } from "../library/library.ts";
import type { DeclaredPipe, Library } from "../library/library.ts";
import { UNKNOWN_CONCEPT } from "../library/resolve-concept.ts";
import { writtenNames } from "./written-names.ts";
import type { WrittenNames } from "./written-names.ts";

/** What a name holds while a controller runs, as far as the method tells. An undefined member is not known and fits everywhere. */
export interface KnownValue {
  readonly concept: ConceptRef | undefined;
  readonly multiplicity: Multiplicity | undefined;
  /** Whether it may be absent when it is read. */
  readonly absent: boolean;
}
/** A value of which nothing is known. */
export const UNKNOWN_VALUE: KnownValue = { concept: undefined, multiplicity: undefined, absent: false };

/** What the checks of controllers look things up in. */
export interface Wiring {
  readonly library: Library;
  readonly concepts: Readonly<Record<ConceptRef, Concept>>;
  inputsOf(pipe: PipeRef): Readonly<Record<string, InputSlot>> | undefined;
  outputOf(pipe: PipeRef): OutputSlot | undefined;
  /** Whether nothing may be said against the concept: it is outside the given files, or could not be read. */
  isUnchecked(concept: ConceptRef): boolean;
  /** `isCompatible` of the crate, each pair looked at once. */
  isCompatible(actual: ConceptRef, expected: ConceptRef): boolean;
  /** The names that a called pipe leaves in its caller's memory. */
  writtenBy(pipe: PipeRef): WrittenNames;
  /** Counts comparisons at a pipe. False where the method has used up all that it may take, which is reported once. */
  spend(at: DeclaredPipe, comparisons: number): boolean;
}

/** Prepares the look-ups over a library whose pipes have been read. */
export function createWiring(library: Library): Wiring {
  const concepts = conceptsOf(library);
  const unchecked = uncheckedConcepts(library, "refines");
  const compatible = new Map<ConceptRef, Map<ConceptRef, boolean>>();
  const written = new Map<PipeRef, WrittenNames>();
  let left = library.limits.comparisons;
  return {
    library,
    concepts,
    inputsOf: (pipe) => library.pipes.get(pipe)?.contract?.inputs,
    outputOf(pipe) {
      const declared = library.pipes.get(pipe);
      return declared?.pipe?.output ?? declared?.contract?.output;
    },
    isUnchecked: (concept) =>
      concept === UNKNOWN_CONCEPT ||
      concept === "native.Dynamic" ||
      unchecked.has(concept) ||
      library.external_concepts.has(concept),
    isCompatible(actual, expected) {
      const known = compatible.get(actual) ?? new Map<ConceptRef, boolean>();
      compatible.set(actual, known);
      const fits = known.get(expected) ?? isCompatible(concepts, actual, expected);
      known.set(expected, fits);
      return fits;
    },
    writtenBy(pipe) {
      const names = written.get(pipe) ?? writtenNames(library, pipe);
      written.set(pipe, names);
      return names;
    },
    spend(at, comparisons) {
      if (left < 0) return false;
      left -= comparisons;
      if (left >= 0) return true;
      const limit = library.limits.comparisons;
      const message = `Checking what the pipes of this method call takes more than ${limit} comparisons: not all was checked.`;
      at.bundle.reporter.report("method.too_complex", at.entry.keySpan, message, { params: { pipe: at.ref, limit } });
      return false;
    },
  };
}

/** The concepts outside the given files, and those that refine them; those that hold them in a field too, where that is asked. */
export function uncheckedConcepts(library: Library, follow: "refines" | "refines_and_fields"): ReadonlySet<ConceptRef> {
  const users = new Map<ConceptRef, ConceptRef[]>();
  const waiting: ConceptRef[] = [...library.external_concepts];
  for (const { ref, concept } of library.concepts.values()) {
    if (concept === undefined || concept.refines === UNKNOWN_CONCEPT) waiting.push(ref);
    const fields = follow === "refines" ? [] : Object.values(concept?.fields ?? {});
    for (const used of [concept?.refines, ...fields.flatMap((field) => [field.concept, field.item_concept])]) {
      if (used === undefined) continue;
      const known = users.get(used);
      if (known === undefined) users.set(used, [ref]);
      else known.push(ref);
    }
  }
  const unchecked = new Set<ConceptRef>();
  for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
    if (unchecked.has(ref)) continue;
    unchecked.add(ref);
    for (const user of users.get(ref) ?? []) waiting.push(user);
  }
  return unchecked;
}

/** What an output slot gives its caller. */
export function valueOfOutput(output: OutputSlot | undefined): KnownValue {
  if (output === undefined) return UNKNOWN_VALUE;
  return { concept: output.concept, multiplicity: output.multiplicity, absent: output.optional };
}

/** What a declared input holds. */
export function valueOfInput(input: InputSlot): KnownValue {
  return { concept: input.concept, multiplicity: input.multiplicity, absent: input.presence === "optional" };
}

/** What is wrong with a value where a slot is declared: its concept, its multiplicity, or nothing. */
export function mismatch(
  wiring: Wiring,
  value: KnownValue,
  slot: { readonly concept: ConceptRef; readonly multiplicity: Multiplicity },
): "concept" | "multiplicity" | undefined {
  const { concept, multiplicity } = value;
  if (concept === undefined || wiring.isUnchecked(concept) || wiring.isUnchecked(slot.concept)) return undefined;
  if (!wiring.isCompatible(concept, slot.concept)) return "concept";
  if (multiplicity === undefined || multiplicity === slot.multiplicity) return undefined;
  return slot.multiplicity === "many" && typeof multiplicity === "number" ? undefined : "multiplicity";
}
