import { findConcept } from "@perdure/crate";
import type { Concept, ConceptRef } from "@perdure/crate";

/** The concept that a caller's text names, or why it names none: the text goes after "names the concept '…', ". */
export type WrittenConcept =
  | { readonly ok: true; readonly concept: ConceptRef }
  | { readonly ok: false; readonly reason: string };

/**
 * Finds the concept that a caller wrote, `domain.Code` or a bare code: native first, then of the entry pipe's domain, then the
 * only one of that code in the method. Brackets after it say nothing about it.
 */
export function findWrittenConcept(
  concepts: Readonly<Record<ConceptRef, Concept>>,
  written: string,
  domain: string,
): WrittenConcept {
  const code = written.replace(/\[\d*\]$/u, "");
  const candidates = code.includes(".") ? [code] : [`native.${code}`, `${domain}.${code}`];
  const found = candidates.find((ref) => findConcept(concepts, ref) !== undefined);
  if (found !== undefined) return { ok: true, concept: found };
  const elsewhere = Object.keys(concepts).filter((ref) => ref.slice(ref.lastIndexOf(".") + 1) === code);
  const [only] = elsewhere;
  if (only === undefined) return { ok: false, reason: "which the method does not know" };
  return elsewhere.length === 1
    ? { ok: true, concept: only }
    : { ok: false, reason: `which could be any of ${elsewhere.join(", ")}` };
}
