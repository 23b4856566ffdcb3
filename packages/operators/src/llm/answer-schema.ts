import {
  jsonSchemaOf,
  resolvedFields,
  type Concept,
  type ConceptRef,
  type Json,
  type JsonObject,
  type Multiplicity,
} from "@perdure/crate";
import { withDefaults } from "@perdure/engine";

/** The schema that a model is asked to fill, and how its answer becomes contents. */
export interface AnswerSchema {
  readonly schema: JsonObject;
  /** Whether the schema is closed enough for a provider's strict mode. */
  readonly strict: boolean;
  /** The contents of an answer that fits the schema. */
  readonly contentsOf: (answer: Json) => readonly Json[];
}
type Concepts = Readonly<Record<ConceptRef, Concept>>;

/** The answer schema of an output. Its root is always an object, as providers demand: a list is its member `items`. */
export function answerSchema(concepts: Concepts, ref: ConceptRef, multiplicity: Multiplicity): AnswerSchema {
  const inlined = inlineDefinitions(jsonSchemaOf(concepts, askedConcept(concepts, ref), multiplicity));
  const { $defs, ...root } = inlined;
  const definitions = $defs === undefined ? {} : { $defs };
  const isList = multiplicity !== "single";
  const schema: JsonObject = isList
    ? { type: "object", properties: { items: root }, required: ["items"], additionalProperties: false, ...definitions }
    : inlined;
  return {
    schema,
    strict: isClosed(schema),
    contentsOf: (answer) => {
      const values = isList ? (answer as { items: readonly Json[] }).items : [answer];
      return values.map((content) => withDefaults(concepts, ref, content));
    },
  };
}

// What has no fixed shape is asked for as a text.
const askedConcept = (concepts: Concepts, ref: ConceptRef): ConceptRef =>
  resolvedFields(concepts, ref) === undefined ? "native.Text" : ref;

/** Providers differ in what they make of references, so that only recursive ones stay. */
function inlineDefinitions(schema: JsonObject): JsonObject {
  const { $defs = {}, ...root } = schema as { $defs?: JsonObject } & JsonObject;
  const kept: Record<string, Json> = {};
  const inline = (value: Json, open: readonly string[]): Json => {
    if (Array.isArray(value)) return value.map((item: Json) => inline(item, open));
    if (typeof value !== "object" || value === null) return value;
    const object = value as JsonObject;
    const name = typeof object["$ref"] === "string" ? object["$ref"].slice("#/$defs/".length) : undefined;
    if (name !== undefined) {
      const definition = $defs[name] ?? {};
      if (!reaches($defs, name, name)) {
        const { $ref: _reference, ...siblings } = object;
        return { ...(inline(definition, [...open, name]) as JsonObject), ...siblings };
      }
      if (!Object.hasOwn(kept, name)) {
        kept[name] = {};
        kept[name] = inline(definition, []);
      }
      return value;
    }
    return Object.fromEntries(Object.entries(object).map(([key, member]) => [key, inline(member, open)]));
  };
  const inlined = inline(root, []) as JsonObject;
  return Object.keys(kept).length === 0 ? inlined : { ...inlined, $defs: kept };
}

function reaches(definitions: JsonObject, from: string, wanted: string, seen: readonly string[] = []): boolean {
  return referencesIn(definitions[from] ?? null).some(
    (name) => name === wanted || (!seen.includes(name) && reaches(definitions, name, wanted, [...seen, name])),
  );
}

function referencesIn(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => referencesIn(item));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === "$ref" && typeof member === "string" ? [member.slice("#/$defs/".length)] : referencesIn(member),
  );
}

function isClosed(value: Json): boolean {
  if (Array.isArray(value)) return value.every((item: Json) => isClosed(item));
  if (typeof value !== "object" || value === null) return true;
  const object = value as JsonObject;
  if (object["type"] === "object" && object["additionalProperties"] !== false) return false;
  return Object.values(object).every(isClosed);
}
