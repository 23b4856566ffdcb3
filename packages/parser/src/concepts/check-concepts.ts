import type { ConceptRef } from "@perdure/crate";
import { findCycles } from "../wiring/find-cycles.ts";
import type { DeclaredConcept, Library } from "../library/library.ts";

/** Reports concepts that refine themselves, and structures that contain themselves, directly or through others; each cycle once. */
export function checkConcepts(library: Library): void {
  cutLongChains(library);
  reportCycles(library, "concept.refines_cycle", "refines itself", (declared) =>
    declared.concept?.refines === undefined ? [] : [declared.concept.refines],
  );
  reportCycles(library, "concept.structure_cycle", "contains itself", partsOf);
  reportDepth(library);
}

/** The concepts that a concept is made of: what it refines, and what its fields hold. */
function partsOf({ concept }: DeclaredConcept): readonly ConceptRef[] {
  const fields = Object.values(concept?.fields ?? {}).flatMap((field) => [field.concept, field.item_concept]);
  return [concept?.refines, ...fields].filter((ref) => ref !== undefined);
}

/** Structures inside one another; deeper ones are no data, and whoever walks their values would not come to an end of it. */
const DEEPEST = 100;

/** Reports each concept with which a nesting becomes too deep; those around it are deeper still and are not named. */
function reportDepth(library: Library): void {
  const depths = new Map<ConceptRef, number>();
  for (const start of library.concepts.values()) {
    const waiting = [start];
    for (let declared = waiting.at(-1); declared !== undefined; declared = waiting.at(-1)) {
      const parts = partsOf(declared);
      if (!depths.has(declared.ref)) {
        // A cycle has been reported: it counts as no depth where it closes.
        depths.set(declared.ref, 0);
        for (const ref of parts) {
          const part = depths.has(ref) ? undefined : library.concepts.get(ref);
          if (part !== undefined) waiting.push(part);
        }
        continue;
      }
      waiting.pop();
      if (depths.get(declared.ref) !== 0) continue;
      const depth = 1 + Math.max(0, ...parts.map((ref) => depths.get(ref) ?? 0));
      depths.set(declared.ref, depth);
      if (depth !== DEEPEST + 1) continue;
      const message = `The concept '${declared.code}' holds structures inside one another more than ${DEEPEST} deep.`;
      declared.bundle.reporter.report("concept.structure_too_deep", declared.entry.keySpan, message, {
        params: { concept: declared.ref, limit: DEEPEST },
      });
    }
  }
}

/** A chain longer than this is no method: it is cut, so that nothing behind walks it again and again. */
const LONGEST_CHAIN = 100;

function cutLongChains(library: Library): void {
  const depths = new Map<ConceptRef, number>();
  for (const start of library.concepts.values()) {
    const path: DeclaredConcept[] = [];
    let declared: DeclaredConcept | undefined = start;
    while (declared !== undefined && !depths.has(declared.ref)) {
      // A cycle has been walked once when its first concept comes again.
      depths.set(declared.ref, 0);
      path.push(declared);
      const base: ConceptRef | undefined = declared.concept?.refines;
      declared = base === undefined ? undefined : library.concepts.get(base);
    }
    let depth = declared === undefined ? 0 : (depths.get(declared.ref) ?? 0);
    for (const part of path.toReversed()) {
      depth += 1;
      if (depth > LONGEST_CHAIN && part.concept !== undefined) {
        const message = `The concept '${part.code}' refines a chain of more than ${LONGEST_CHAIN} concepts.`;
        part.bundle.reporter.report("concept.refines_too_long", part.entry.keySpan, message, {
          params: { concept: part.ref, limit: LONGEST_CHAIN },
        });
        part.concept = { description: part.concept.description };
        depth = 1;
      }
      depths.set(part.ref, depth);
    }
  }
}

function reportCycles(
  library: Library,
  code: "concept.refines_cycle" | "concept.structure_cycle",
  does: string,
  next: (declared: DeclaredConcept) => readonly ConceptRef[],
): void {
  const inCycle = new Set<ConceptRef>();
  const followers = (declared: DeclaredConcept): readonly DeclaredConcept[] =>
    next(declared).flatMap((ref) => library.concepts.get(ref) ?? []);
  for (const cycle of findCycles(library.concepts.values(), followers)) {
    const [first] = cycle;
    const isRefinement =
      code === "concept.structure_cycle" && cycle.every((other) => other.concept?.refines !== undefined);
    if (first === undefined || isRefinement || cycle.some((other) => inCycle.has(other.ref))) continue;
    for (const other of cycle) inCycle.add(other.ref);
    const chain = [...cycle.map((other) => other.code), first.code].join(" → ");
    const message = `The concept '${first.code}' ${does}: ${chain}.`;
    first.bundle.reporter.report(code, first.entry.keySpan, message, { params: { cycle: chain } });
  }
}
