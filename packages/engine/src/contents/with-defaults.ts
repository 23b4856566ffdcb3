import { resolvedFields } from "@perdure/crate";
import type { Concept, ConceptRef, Field, Json, JsonObject } from "@perdure/crate";

type Concepts = Readonly<Record<ConceptRef, Concept>>;

/** A content with the default of each field that has no value or null, in the structures and lists inside it too. */
export function withDefaults(concepts: Concepts, ref: ConceptRef, content: Json): Json {
  if (typeof content !== "object" || content === null) return content;
  if (Array.isArray(content)) return (content as readonly Json[]).map((item) => withDefaults(concepts, ref, item));
  const fields = resolvedFields(concepts, ref);
  if (fields === undefined) return content;
  const given = Object.entries(content as JsonObject).map(([name, value]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return [name, field === undefined ? value : valueOrDefault(concepts, field, value)] as const;
  });
  const missing = Object.entries(fields).flatMap(([name, field]) =>
    field.default === undefined || Object.hasOwn(content, name) ? [] : [[name, field.default] as const],
  );
  return Object.fromEntries([...given, ...missing]);
}

function valueOrDefault(concepts: Concepts, field: Field, value: Json): Json {
  if (value === null) return field.default ?? null;
  const nested = field.concept ?? field.item_concept;
  return nested === undefined ? value : withDefaults(concepts, nested, value);
}
