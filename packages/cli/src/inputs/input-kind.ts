import { isTextLike, type Concept, type ConceptRef, type Pipe } from "@perdure/crate";

/** How the command line reads an input of a method. */
export interface InputKind {
  /** Its value, or each of its items, is a text as it stands. */
  readonly is_text: boolean;
  /** It has items, so that it may be given several times. */
  readonly is_list: boolean;
}

/** The kind of an input by name; of one that the pipe does not declare, nothing is assumed. */
export function inputKind(
  pipe: Pipe | undefined,
  name: string,
  concepts: Readonly<Record<ConceptRef, Concept>>,
): InputKind {
  const slots = pipe?.inputs ?? {};
  const slot = Object.hasOwn(slots, name) ? slots[name] : undefined;
  if (slot === undefined) return { is_text: false, is_list: false };
  return { is_text: isTextLike(concepts, slot.concept), is_list: slot.multiplicity !== "single" };
}
