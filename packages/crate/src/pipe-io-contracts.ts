import { byCodePoint } from "./canonical-json.ts";
import type { ConceptRef, Crate, InputSlot, Multiplicity, OutputSlot, Pipe, PipeRef, Presence } from "./crate.ts";
import type { JsonObject } from "./json.ts";
import { contentSchemaOf } from "./schema/content-schema.ts";

/** What a caller must supply for one pipe, and what the pipe resolves to. The standard's shape: no other members. */
export interface PipeIoContract {
  readonly inputs: Readonly<Record<string, InputContract>>;
  readonly output: OutputContract;
}
interface SlotContract {
  readonly concept_ref: ConceptRef;
  readonly multiplicity: "single" | "variable" | "fixed";
  /** How many, where that is fixed. */
  readonly item_count: number | null;
}
export interface InputContract extends SlotContract {
  /** The marker as it is written: none, `?` or `!`. */
  readonly presence: "plain" | "optional" | "force";
  readonly json_schema: JsonObject;
}
export interface OutputContract extends SlotContract {
  /** Whether a successful run may leave it absent. */
  readonly optional: boolean;
}

/**
 * The contract of every pipe of a crate by full name, signatures included, in the order of the names. A pipe outside the files that
 * the crate was made from has none: nothing is known of it.
 */
export function pipeIoContracts(crate: Pick<Crate, "concepts" | "pipes">): Readonly<Record<PipeRef, PipeIoContract>> {
  const schemas = new Map<string, JsonObject>();
  const schemaOf = ({ concept, multiplicity }: InputSlot): JsonObject => {
    const key = `${concept} ${multiplicity}`;
    const known = schemas.get(key) ?? contentSchemaOf(crate.concepts, concept, multiplicity);
    schemas.set(key, known);
    return known;
  };
  const known = Object.entries(crate.pipes).filter(([, pipe]) => !isOutside(pipe));
  return Object.fromEntries(
    known
      .sort(([left], [right]) => byCodePoint(left, right))
      .map(([ref, { inputs, output }]) => [
        ref,
        {
          inputs: Object.fromEntries(
            Object.entries(inputs).map(([name, slot]) => [name, inputContract(slot, schemaOf(slot))]),
          ),
          output: { ...slotContract(output), optional: output.optional },
        },
      ]),
  );
}

const isOutside = (pipe: Pipe): boolean =>
  pipe.type === "PipeSignature" &&
  Object.hasOwn(pipe.settings, "not_checked") &&
  !Object.hasOwn(pipe.settings, "signature_for");

function inputContract(slot: InputSlot, json_schema: JsonObject): InputContract {
  const { concept_ref, multiplicity, item_count } = slotContract(slot);
  return { concept_ref, presence: PRESENCES[slot.presence], multiplicity, item_count, json_schema };
}

const PRESENCES: Readonly<Record<Presence, InputContract["presence"]>> = {
  lift: "plain",
  optional: "optional",
  required: "force",
};

function slotContract({
  concept,
  multiplicity,
}: Pick<InputSlot | OutputSlot, "concept" | "multiplicity">): SlotContract {
  return { concept_ref: concept, multiplicity: wordOf(multiplicity), item_count: countOf(multiplicity) };
}

const wordOf = (multiplicity: Multiplicity): SlotContract["multiplicity"] =>
  multiplicity === "single" ? "single" : multiplicity === "many" ? "variable" : "fixed";
const countOf = (multiplicity: Multiplicity): number | null => (typeof multiplicity === "number" ? multiplicity : null);
