import type { Concept, ConceptRef, Field } from "./crate.ts";
import { NATIVE_CONCEPTS } from "./native-concepts.ts";

type Concepts = Readonly<Record<ConceptRef, Concept>>;

/** A concept by its full name, natives included; undefined when neither the crate nor the natives have it. */
export function findConcept(concepts: Concepts, ref: ConceptRef): Concept | undefined {
  if (Object.hasOwn(concepts, ref)) return concepts[ref];
  return Object.hasOwn(NATIVE_CONCEPTS, ref) ? NATIVE_CONCEPTS[ref] : undefined;
}

/** The concept and what it refines, nearest first. A description-only concept ends in native.Text; a cycle ends the walk. */
export function conceptLineage(concepts: Concepts, ref: ConceptRef): readonly ConceptRef[] {
  const lineage = new Set<ConceptRef>();
  let current: ConceptRef | undefined = ref;
  while (current !== undefined && !lineage.has(current)) {
    lineage.add(current);
    const concept = findConcept(concepts, current);
    current = concept?.refines ?? (isDescriptionOnly(current, concept) ? "native.Text" : undefined);
  }
  return [...lineage];
}

/** Whether `ref` is `ancestor` or refines it, directly or not. A description-only concept counts as Text. */
export function refines(concepts: Concepts, ref: ConceptRef, ancestor: ConceptRef): boolean {
  return conceptLineage(concepts, ref).includes(ancestor);
}

/**
 * Whether a value of `actual` may stand where `expected` is declared: the same, a refinement, anything for Anything and
 * Dynamic, and a value whose own concept is decided at run time. Description-only concepts fit one another.
 */
export function isCompatible(concepts: Concepts, actual: ConceptRef, expected: ConceptRef): boolean {
  if (isOpen(expected) || isOpen(actual)) return true;
  if (refines(concepts, actual, expected)) return true;
  return (
    isDescriptionOnly(expected, findConcept(concepts, expected)) &&
    isDescriptionOnly(actual, findConcept(concepts, actual))
  );
}

/** The fields of a structured concept, those of what it refines included; undefined for one without a fixed shape. */
export function resolvedFields(concepts: Concepts, ref: ConceptRef): Readonly<Record<string, Field>> | undefined {
  for (const ancestor of conceptLineage(concepts, ref)) {
    const fields = findConcept(concepts, ancestor)?.fields;
    if (fields !== undefined) return fields;
  }
  return undefined;
}

/** Whether a value of this concept is a text: native.Text, a refinement of it, or a description-only concept. */
export function isTextLike(concepts: Concepts, ref: ConceptRef): boolean {
  return refines(concepts, ref, "native.Text");
}

const isOpen = (ref: ConceptRef): boolean => ref === "native.Anything" || ref === "native.Dynamic";

// A concept that nobody declared has no lineage: only a declared one without structure is text.
const isDescriptionOnly = (ref: ConceptRef, concept: Concept | undefined): boolean =>
  concept !== undefined && concept.fields === undefined && concept.refines === undefined && !ref.startsWith("native.");
