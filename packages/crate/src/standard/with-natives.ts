import { NATIVE_CONCEPTS } from "../native-concepts.ts";
import { PINNED_NATIVES } from "./pinned-natives.ts";
import type { StandardConcept, StandardContent } from "./standard-crate.ts";

/**
 * The concepts of a library with the native ones that it uses, and those that these use: no more, no fewer, since each is hashed. One
 * that the standard does not pin yet stands with its description alone.
 */
export function withNatives({ concepts, pipes }: StandardContent): StandardContent["concepts"] {
  const used = new Map<string, StandardConcept>();
  const waiting = [...nativesIn(Object.values(concepts)), ...nativesIn(Object.values(pipes))];
  for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
    if (used.has(ref)) continue;
    const native = nativeConcept(ref);
    if (native === undefined) continue;
    used.set(ref, native);
    waiting.push(...nativesIn(native));
  }
  return { ...concepts, ...Object.fromEntries(used) };
}

/** The members whose value names a concept, in concepts and in pipes; under `inputs`, every member does. */
const NAMING: ReadonlySet<string> = new Set(["refines", "concept_ref", "item_concept_ref", "output", "concept"]);

function* nativesIn(value: unknown, isNaming = false): Generator<string> {
  if (typeof value === "string") {
    const ref = /^native\.[A-Z][A-Za-z0-9]*/u.exec(value)?.[0];
    if (isNaming && ref !== undefined) yield ref;
  } else if (Array.isArray(value)) {
    for (const item of value) yield* nativesIn(item);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      yield* name === "inputs" ? nativesInSlots(member) : nativesIn(member, NAMING.has(name));
    }
  }
}

function* nativesInSlots(inputs: unknown): Generator<string> {
  if (typeof inputs !== "object" || inputs === null) return;
  for (const [, slot] of Object.entries(inputs)) yield* nativesIn(slot, true);
}

function nativeConcept(ref: string): StandardConcept | undefined {
  if (Object.hasOwn(PINNED_NATIVES, ref)) return PINNED_NATIVES[ref];
  const own = Object.hasOwn(NATIVE_CONCEPTS, ref) ? NATIVE_CONCEPTS[ref] : undefined;
  if (own === undefined) return undefined;
  return { description: own.description, ...(own.refines === undefined ? {} : { refines: own.refines }) };
}
