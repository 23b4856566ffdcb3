import type { ConceptRef, InputSlot, Multiplicity, OutputSlot } from "@perdure/crate";

/** What a name holds while a controller runs, as far as the method tells. An undefined member is not known and fits everywhere. */
export interface KnownValue {
  readonly concept: ConceptRef | undefined;
  readonly multiplicity: Multiplicity | undefined;
  /** Whether it may be absent when it is read. */
  readonly absent: boolean;
  /** The members of a Composite, where the parallel that made it is known. */
  readonly members?: ReadonlyMap<string, KnownValue> | undefined;
}
/** A value of which nothing is known. */
export const UNKNOWN_VALUE: KnownValue = { concept: undefined, multiplicity: undefined, absent: false };

/** What an output slot gives its caller. */
export function valueOfOutput(output: OutputSlot | undefined): KnownValue {
  if (output === undefined) return UNKNOWN_VALUE;
  return { concept: output.concept, multiplicity: output.multiplicity, absent: output.optional };
}

/** What a declared input holds. */
export function valueOfInput(input: InputSlot): KnownValue {
  return { concept: input.concept, multiplicity: input.multiplicity, absent: input.presence === "optional" };
}
