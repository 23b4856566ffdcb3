import { findConcept, resolvedFields } from "../concept-relations.ts";
import type { Concept, ConceptRef, Field, FieldType, Multiplicity } from "../crate.ts";
import type { JsonObject } from "../json.ts";

export type Concepts = Readonly<Record<ConceptRef, Concept>>;

/** How the schemas for one purpose differ from those for another. */
export interface SchemaStyle {
  /** Whether a concept's member is left out. */
  omits(ref: ConceptRef, member: string): boolean;
  /** Whether an object must have this member, and whether its value may be null. */
  requires(field: Field): boolean;
  isNullable(field: Field): boolean;
  /** What stands beside a concept's own keywords. */
  notesOfConcept(concept: Concept | undefined): JsonObject;
  notesOfField(field: Field): JsonObject;
  scalar(type: FieldType): JsonObject;
  dictValue(type: FieldType): JsonObject;
}
/** Takes down that a concept is needed under `$defs`, and gives the reference to it. */
export type Refer = (ref: ConceptRef) => JsonObject;

/** The schema of one content of a concept, its nested concepts by reference. Objects allow no other members. */
export function conceptSchema(concepts: Concepts, ref: ConceptRef, style: SchemaStyle, refer: Refer): JsonObject {
  const fields = resolvedFields(concepts, ref);
  const head = { title: ref, ...style.notesOfConcept(findConcept(concepts, ref)) };
  if (fields === undefined) return ref === "native.Composite" ? { ...head, type: "object" } : head;
  const members = Object.entries(fields).filter(([name]) => !style.omits(ref, name));
  return {
    ...head,
    type: "object",
    properties: Object.fromEntries(members.map(([name, field]) => [name, fieldSchema(field, style, refer)])),
    required: members.filter(([, field]) => style.requires(field)).map(([name]) => name),
    additionalProperties: false,
  };
}

/** The schema of one value, or of an array of them: of exactly N items where N is declared. */
export function pluralSchema(one: JsonObject, multiplicity: Multiplicity): JsonObject {
  if (multiplicity === "single") return one;
  const count = typeof multiplicity === "number" ? { minItems: multiplicity, maxItems: multiplicity } : {};
  return { type: "array", items: one, ...count };
}

/** What a concept is called under `$defs`. */
export const definitionName = (ref: ConceptRef): string =>
  // The name of a package's concept has slashes, which part a pointer; no address has a colon.
  ref.replaceAll("/", ":");

function fieldSchema(field: Field, style: SchemaStyle, refer: Refer): JsonObject {
  const value = valueSchema(field, style, refer);
  return { ...(style.isNullable(field) ? { anyOf: [value, { type: "null" }] } : value), ...style.notesOfField(field) };
}

function valueSchema(field: Field, style: SchemaStyle, refer: Refer): JsonObject {
  if (field.choices !== undefined && field.type !== "list") return { type: "string", enum: field.choices };
  switch (field.type) {
    case "list":
      return { type: "array", items: itemSchema(field, style, refer) };
    case "concept":
      return refer(field.concept ?? "native.Anything");
    case "dict":
      return { type: "object", additionalProperties: style.dictValue(field.value_type ?? "json") };
    default:
      return style.scalar(field.type);
  }
}

function itemSchema(field: Field, style: SchemaStyle, refer: Refer): JsonObject {
  if (field.item_concept !== undefined) return refer(field.item_concept);
  if (field.choices !== undefined) return { type: "string", enum: field.choices };
  return style.scalar(field.item_type ?? "text");
}

/** The schema of a value that is no concept's content and has no choices. */
export function scalarSchema(type: FieldType): JsonObject {
  switch (type) {
    case "text":
      return { type: "string" };
    case "integer":
    case "number":
    case "boolean":
      return { type };
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
