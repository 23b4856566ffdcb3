import { declaredPlace } from "../library/declared-places.ts";
import type { ConceptRef } from "@perdure/crate";
import { findCycles, showCycle } from "../wiring/find-cycles.ts";
import type { DeclaredConcept, Library } from "../library/library.ts";

/** Reports concepts that refine themselves, and structures that contain themselves, directly or through others; each cycle once. */
export function checkConcepts(library: Library): void {
  cutLongChains(library);
  reportCycles(library, "concept.refines_cycle", (declared) =>
    declared.concept?.refines === undefined ? [] : [declared.concept.refines],
  );
  reportCycles(library, "concept.structure_cycle", partsOf);
  reportDepth(library);
}

/** The concepts that a concept is made of: what it refines, and what its fields hold. */
function partsOf({ concept }: DeclaredConcept): readonly ConceptRef[] {
  const fields = Object.values(concept?.fields ?? {}).flatMap((field) => [field.concept, field.item_concept]);
  return [concept?.refines, ...fields].filter((ref) => ref !== undefined);
}

/**
 * Reports each concept with which a nesting becomes too deep: whoever walks its values would not come to an end of it. Those
 * around it are deeper still and are not named.
 */
function reportDepth(library: Library): void {
  const deepest = library.limits.conceptDepth;
  const depths = new Map<ConceptRef, number>();
  for (const start of library.concepts.values()) {
    const waiting = [start];
    for (let declared = waiting.at(-1); declared !== undefined; declared = waiting.at(-1)) {
      if (!depths.has(declared.ref)) {
        // A cycle has been reported: it counts as no depth where it closes.
        depths.set(declared.ref, 0);
        for (const ref of new Set(partsOf(declared))) {
          const part = depths.has(ref) ? undefined : library.concepts.get(ref);
          if (part !== undefined) waiting.push(part);
        }
        continue;
      }
      waiting.pop();
      if (depths.get(declared.ref) !== 0) continue;
      let depth = 1;
      for (const ref of partsOf(declared)) depth = Math.max(depth, 1 + (depths.get(ref) ?? 0));
      depths.set(declared.ref, depth);
      if (depth !== deepest + 1) continue;
      declared.bundle.reporter.report("concept.structure_too_deep", declared.entry.keySpan, {
        concept: declared.ref,
        limit: deepest,
        code: declared.code,
      });
    }
  }
}

/** A chain too long is no method: it is cut, so that nothing behind walks it again and again. */
function cutLongChains(library: Library): void {
  const longest = library.limits.conceptDepth;
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
      if (depth > longest && part.concept !== undefined) {
        part.bundle.reporter.report("concept.refines_too_long", part.entry.keySpan, {
          concept: part.ref,
          limit: longest,
          code: part.code,
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
    const chain = showCycle(cycle.map((other) => other.code));
    first.bundle.reporter.report(
      code,
      first.entry.keySpan,
      { code: first.code, cycle: chain },
      {
        related: cycle.slice(1).map((other) => declaredPlace(other, `'${other.code}' is on the way`)),
      },
    );
  }
}
