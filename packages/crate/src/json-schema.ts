import { resolvedFields } from "./concept-relations.ts";
import type { Concept, ConceptRef, Field, FieldType, Multiplicity } from "./crate.ts";
import type { Json, JsonObject } from "./json.ts";

type Concepts = Readonly<Record<ConceptRef, Concept>>;

/** Uncertainty is measured, never asked of a language model: these members are left out of what a model is asked for. */
const MEASURED: Readonly<Record<ConceptRef, readonly string[]>> = {
  "native.YesNo": ["probability"],
  "native.Choice": ["confidence", "probabilities"],
  "native.Rating": ["confidence", "probabilities", "position"],
};

/**
 * The JSON Schema (2020-12) of a concept's content; its title is the concept's full name. More than one value is an array,
 * of exactly N items where N is declared. Every nested concept is under `$defs`; objects allow no other members; a field
 * that is not required may be null, so that a strict structured-output mode can list every member as required.
 */
export function jsonSchemaOf(concepts: Concepts, ref: ConceptRef, multiplicity: Multiplicity): JsonObject {
  const definitions: Record<string, Json> = {};
  const one = schemaOfConcept(concepts, ref, definitions);
  const root =
    multiplicity === "single"
      ? one
      : {
          type: "array",
          items: one,
          ...(typeof multiplicity === "number" ? { minItems: multiplicity, maxItems: multiplicity } : {}),
        };
  return Object.keys(definitions).length === 0 ? root : { ...root, $defs: definitions };
}

function schemaOfConcept(concepts: Concepts, ref: ConceptRef, definitions: Record<string, Json>): JsonObject {
  const fields = resolvedFields(concepts, ref);
  const title = ref;
  if (fields === undefined) return ref === "native.Composite" ? { title, type: "object" } : { title };
  const measured = MEASURED[ref] ?? [];
  const members: Record<string, Json> = {};
  for (const [name, field] of Object.entries(fields)) {
    if (!measured.includes(name)) members[name] = schemaOfField(concepts, field, definitions);
  }
  return { title, type: "object", properties: members, required: Object.keys(members), additionalProperties: false };
}

function schemaOfField(concepts: Concepts, field: Field, definitions: Record<string, Json>): JsonObject {
  const schema = {
    ...valueSchema(concepts, field, definitions),
    ...(field.description === undefined ? {} : { description: field.description }),
  };
  if (field.required) return schema;
  const { description, ...rest } = schema as { description?: string } & JsonObject;
  return { anyOf: [rest, { type: "null" }], ...(description === undefined ? {} : { description }) };
}

function valueSchema(concepts: Concepts, field: Field, definitions: Record<string, Json>): JsonObject {
  if (field.choices !== undefined && field.type !== "list") return { type: "string", enum: field.choices };
  switch (field.type) {
    case "list":
      return { type: "array", items: itemSchema(concepts, field, definitions) };
    case "concept":
      return reference(concepts, field.concept ?? "native.Anything", definitions);
    case "dict":
      return { type: "object", additionalProperties: scalarSchema(field.value_type ?? "json") };
    default:
      return scalarSchema(field.type);
  }
}

function itemSchema(concepts: Concepts, field: Field, definitions: Record<string, Json>): JsonObject {
  if (field.item_concept !== undefined) return reference(concepts, field.item_concept, definitions);
  if (field.choices !== undefined) return { type: "string", enum: field.choices };
  return scalarSchema(field.item_type ?? "text");
}

function reference(concepts: Concepts, ref: ConceptRef, definitions: Record<string, Json>): JsonObject {
  // The name of a package's concept has slashes, which part a pointer; no address has a colon.
  const name = ref.replaceAll("/", ":");
  if (!Object.hasOwn(definitions, name)) {
    definitions[name] = {};
    definitions[name] = schemaOfConcept(concepts, ref, definitions);
  }
  return { $ref: `#/$defs/${name}` };
}

function scalarSchema(type: FieldType): JsonObject {
  switch (type) {
    case "text":
      return { type: "string" };
    case "integer":
      return { type: "integer" };
    case "number":
      return { type: "number" };
    case "boolean":
      return { type: "boolean" };
    case "date":
      return { type: "string", format: "date" };
    case "time":
      return { type: "string", format: "time" };
    case "datetime":
      return { type: "string", format: "date-time" };
    case "list":
      return { type: "array" };
    case "dict":
    case "concept":
    case "json":
      return { type: "object" };
  }
}
