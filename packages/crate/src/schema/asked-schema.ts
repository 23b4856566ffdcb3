import { conceptSchema, definitionName, pluralSchema, scalarSchema } from "./concept-schema.ts";
import type { Concepts, Refer, SchemaStyle } from "./concept-schema.ts";
import type { ConceptRef, Multiplicity } from "../crate.ts";
import type { Json, JsonObject } from "../json.ts";

/** Uncertainty is measured, never asked of a language model: these members are left out of what a model is asked for. */
const MEASURED: Readonly<Record<ConceptRef, readonly string[]>> = {
  "native.YesNo": ["probability"],
  "native.Choice": ["confidence", "probabilities"],
  "native.Rating": ["confidence", "probabilities", "position"],
};

const ASKED: SchemaStyle = {
  omits: (ref, member) => MEASURED[ref]?.includes(member) === true,
  requires: () => true,
  isNullable: (field) => !field.required,
  notesOfConcept: () => ({}),
  notesOfField: ({ description }) => (description === undefined ? {} : { description }),
  scalar: scalarSchema,
  dictValue: scalarSchema,
};

/**
 * The JSON Schema (2020-12) that a language model is asked to fill for a concept; its title is the concept's full name. More than
 * one value is an array, of exactly N items where N is declared. Every nested concept is under `$defs`; objects allow no other
 * members; a field that is not required may be null, so that a strict structured-output mode can list every member as required.
 * What a caller may hand in is `contentSchemaOf`.
 */
export function jsonSchemaOf(concepts: Concepts, ref: ConceptRef, multiplicity: Multiplicity): JsonObject {
  const definitions: Record<string, Json> = {};
  const refer: Refer = (nested) => {
    const name = definitionName(nested);
    if (!Object.hasOwn(definitions, name)) {
      definitions[name] = {};
      definitions[name] = conceptSchema(concepts, nested, ASKED, refer);
    }
    return { $ref: `#/$defs/${name}` };
  };
  const root = pluralSchema(conceptSchema(concepts, ref, ASKED, refer), multiplicity);
  return Object.keys(definitions).length === 0 ? root : { ...root, $defs: definitions };
}
