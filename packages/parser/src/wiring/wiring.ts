import { refines } from "@perdure/crate";
import type { Concept, ConceptRef, InputSlot, Multiplicity, OutputSlot, PipeRef } from "@perdure/crate";
import { conceptsOf } from "../library/library.ts";
import type { DeclaredPipe, Library } from "../library/library.ts";
import { UNKNOWN_CONCEPT } from "../library/resolve-concept.ts";
import type { KnownValue } from "./known-value.ts";
import { writtenNames } from "./written-names.ts";
import type { WrittenNames } from "./written-names.ts";

/** What the checks of controllers look things up in. */
export interface Wiring {
  readonly library: Library;
  readonly concepts: Readonly<Record<ConceptRef, Concept>>;
  inputsOf(pipe: PipeRef): Readonly<Record<string, InputSlot>> | undefined;
  outputOf(pipe: PipeRef): OutputSlot | undefined;
  /** Whether nothing may be said against the concept: it is outside the given files, or could not be read. */
  isUnchecked(concept: ConceptRef): boolean;
  /** Whether a concept is another or refines it, each pair looked at once. */
  refines(actual: ConceptRef, expected: ConceptRef): boolean;
  /** Remembers what a call gives a pipe for an input. */
  notePresence(pipe: PipeRef, input: string, value: KnownValue): void;
  /** Whether every call of a pipe gives it a value for an input for sure; undefined when nothing calls it. */
  isAlwaysGiven(pipe: PipeRef, input: string): boolean | undefined;
  /** The names that a called pipe leaves in its caller's memory. */
  writtenBy(pipe: PipeRef): WrittenNames;
  /** Counts comparisons at a pipe. False where the method has used up all that it may take, which is reported once. */
  spend(at: DeclaredPipe, comparisons: number): boolean;
}

/** Prepares the look-ups over a library whose pipes have been read. */
export function createWiring(library: Library): Wiring {
  const concepts = conceptsOf(library);
  const unchecked = uncheckedConcepts(library, "refines");
  const refined = new Map<ConceptRef, Map<ConceptRef, boolean>>();
  const given = new Map<PipeRef, Map<string, boolean>>();
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
    refines(actual, expected) {
      const known = refined.get(actual) ?? new Map<ConceptRef, boolean>();
      refined.set(actual, known);
      const isRefined = known.get(expected) ?? refines(concepts, actual, expected);
      known.set(expected, isRefined);
      return isRefined;
    },
    notePresence(pipe, input, { concept, absent }) {
      const ofPipe = given.get(pipe) ?? new Map<string, boolean>();
      given.set(pipe, ofPipe);
      ofPipe.set(input, (ofPipe.get(input) ?? true) && concept !== undefined && !absent);
    },
    isAlwaysGiven: (pipe, input) => given.get(pipe)?.get(input),
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
      at.bundle.reporter.report("method.too_complex", at.entry.keySpan, { pipe: at.ref, limit });
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

/** Whether a concept may stand where another is declared: it is that, or refines it. What is decided at run time may stand anywhere. */
export function fits(wiring: Wiring, actual: ConceptRef, expected: ConceptRef): boolean {
  return wiring.isUnchecked(actual) || wiring.isUnchecked(expected) || wiring.refines(actual, expected);
}

/** What is wrong with a value where a slot is declared: its concept, its multiplicity, or nothing. */
export function mismatch(
  wiring: Wiring,
  value: KnownValue,
  slot: { readonly concept: ConceptRef; readonly multiplicity: Multiplicity },
): "concept" | "multiplicity" | undefined {
  const { concept, multiplicity } = value;
  if (concept === undefined || wiring.isUnchecked(concept) || wiring.isUnchecked(slot.concept)) return undefined;
  if (!fits(wiring, concept, slot.concept)) return "concept";
  if (multiplicity === undefined || multiplicity === slot.multiplicity) return undefined;
  return slot.multiplicity === "many" && typeof multiplicity === "number" ? undefined : "multiplicity";
}
