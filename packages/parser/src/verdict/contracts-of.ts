import { findConcept, pipeIoContracts } from "@perdure/crate";
import type { ConceptRef, Crate, PipeIoContract, PipeRef } from "@perdure/crate";

/**
 * The schemas of nested concepts that all contracts may hold together. Each input's schema stands alone, so that they can outgrow
 * the method by its square; a method that people write has a few hundred.
 */
const MOST_SCHEMAS = 50_000;

/** The contracts of a method's pipes; undefined for a method whose contracts would be far longer than itself. */
export function contractsOf(crate: Crate): Readonly<Record<PipeRef, PipeIoContract>> | undefined {
  const sizes = new Map<ConceptRef, number>();
  let total = 0;
  for (const { inputs } of Object.values(crate.pipes)) {
    for (const { concept } of Object.values(inputs)) {
      const size = sizes.get(concept) ?? reach(crate, concept, MOST_SCHEMAS - total);
      sizes.set(concept, size);
      total += size;
      if (total > MOST_SCHEMAS) return undefined;
    }
  }
  return pipeIoContracts(crate);
}

/** How many concepts a concept holds, itself included; counting ends above the limit. */
function reach({ concepts }: Crate, concept: ConceptRef, limit: number): number {
  const seen = new Set<ConceptRef>();
  const waiting = [concept];
  for (let ref = waiting.pop(); ref !== undefined && seen.size <= limit; ref = waiting.pop()) {
    if (seen.has(ref)) continue;
    seen.add(ref);
    const { fields = {}, refines } = findConcept(concepts, ref) ?? {};
    if (refines !== undefined) waiting.push(refines);
    for (const field of Object.values(fields)) {
      for (const nested of [field.concept, field.item_concept]) if (nested !== undefined) waiting.push(nested);
    }
  }
  return seen.size;
}
