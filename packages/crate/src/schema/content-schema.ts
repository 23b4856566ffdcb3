import { byCodePoint } from "../canonical-json.ts";
import { conceptSchema, definitionName, pluralSchema, scalarSchema } from "./concept-schema.ts";
import type { Concepts, Refer, SchemaStyle } from "./concept-schema.ts";
import type { ConceptRef, Crate, Multiplicity } from "../crate.ts";
import type { Json, JsonObject } from "../json.ts";
import { DATE_TIME_PATTERN, TIME_PATTERN } from "./moment-patterns.ts";

const CONTENT: SchemaStyle = {
  omits: () => false,
  requires: (field) => field.required && field.default === undefined,
  isNullable: (field) => !field.required || field.default !== undefined,
  notesOfConcept: (concept) => (concept === undefined ? {} : { description: concept.description }),
  notesOfField: (field) => ({
    ...(field.description === undefined ? {} : { description: field.description }),
    ...(field.default === undefined ? {} : { default: field.default }),
  }),
  scalar(type) {
    // The formats of JSON Schema demand an offset from UTC, which a time of a method need not have.
    if (type === "time") return { type: "string", pattern: TIME_PATTERN };
    return type === "datetime" ? { type: "string", pattern: DATE_TIME_PATTERN } : scalarSchema(type);
  },
  dictValue: (type) => (type === "json" ? {} : CONTENT.scalar(type)),
};

/**
 * The JSON Schema (2020-12) of the contents that a concept has: what a caller hands in, and what a run gives. Its title is the
 * concept's full name. A field with a default, or that is not required, may be left out or null. More than one value is an array, of
 * exactly N items where N is declared. Nested concepts are under `$defs`, which may refer to one another in a circle.
 */
export function contentSchemaOf(concepts: Concepts, ref: ConceptRef, multiplicity: Multiplicity): JsonObject {
  const { refer, definitions } = collect(concepts);
  const root = pluralSchema(conceptSchema(concepts, ref, CONTENT, refer), multiplicity);
  const $defs = definitions();
  return Object.keys($defs).length === 0 ? root : { ...root, $defs };
}

/** One JSON Schema document with every concept of a crate, and every native that these hold, under `$defs` by full name. */
export function conceptSchemas({ concepts }: Pick<Crate, "concepts">): JsonObject {
  const { refer, definitions } = collect(concepts);
  for (const ref of Object.keys(concepts)) refer(ref);
  return { $schema: "https://json-schema.org/draft/2020-12/schema", $defs: definitions() };
}

/** Schemas by name as they are referred to. Walks without recursion, so that no depth of concepts can stop it. */
function collect(concepts: Concepts): { readonly refer: Refer; readonly definitions: () => JsonObject } {
  const waiting: ConceptRef[] = [];
  const named = new Set<ConceptRef>();
  const refer: Refer = (ref) => {
    if (!named.has(ref)) {
      named.add(ref);
      waiting.push(ref);
    }
    return { $ref: `#/$defs/${definitionName(ref)}` };
  };
  const definitions = (): JsonObject => {
    const made: [string, Json][] = [];
    for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
      made.push([definitionName(ref), conceptSchema(concepts, ref, CONTENT, refer)]);
    }
    return Object.fromEntries(made.sort(([left], [right]) => byCodePoint(left, right)));
  };
  return { refer, definitions };
}
