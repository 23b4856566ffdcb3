import { resolvedFields } from "@perdure/crate";
import type { Concept, ConceptRef, Field, FieldType, Json, JsonObject, Multiplicity } from "@perdure/crate";

type Concepts = Readonly<Record<ConceptRef, Concept>>;

/** A content with the concept that the method declares for it. */
export interface TypedContent {
  readonly content: Json;
  readonly concept: ConceptRef;
  readonly multiplicity: Multiplicity;
}

/** `a.b.c` as its root and the rest. */
export function splitPath(path: string): { readonly root: string; readonly segments: readonly string[] } {
  const [root = "", ...segments] = path.split(".");
  return { root, segments };
}

/**
 * Walks from a content along field names; a list is walked item by item, nested lists flattened and nulls dropped.
 * Undefined when a segment is missing, null, or begins with an underscore.
 */
export function walkContent(content: Json, segments: readonly string[]): Json | undefined {
  let current: Json | undefined = content;
  for (const segment of segments) {
    if (current === undefined || segment.startsWith("_")) return undefined;
    current = Array.isArray(current)
      ? (current as readonly Json[]).flatMap((item) => collected(member(item, segment)))
      : member(current, segment);
  }
  return current ?? undefined;
}

/**
 * Walks like `walkContent` and gives what is found the shape and concept of a stuff: a text field becomes a Text, a list of
 * texts several, a nested concept itself. Undefined where nothing is.
 */
export function walkTyped(
  concepts: Concepts,
  from: TypedContent,
  segments: readonly string[],
): TypedContent | undefined {
  const found = walkContent(from.content, segments);
  if (found === undefined) return undefined;
  let concept: ConceptRef | undefined = from.concept;
  let field: Field | undefined;
  for (const segment of segments) {
    const fields: Readonly<Record<string, Field>> | undefined =
      concept === undefined ? undefined : resolvedFields(concepts, concept);
    field = fields !== undefined && Object.hasOwn(fields, segment) ? fields[segment] : undefined;
    concept = field?.concept ?? field?.item_concept;
  }
  if (segments.length === 0) return from;
  const many = Array.isArray(found);
  const target =
    concept ??
    scalarConcept(field?.type === "list" ? field.item_type : field?.type, many ? (found as readonly Json[])[0] : found);
  return {
    content: many ? (found as readonly Json[]).map((item) => wrapScalar(target, item)) : wrapScalar(target, found),
    concept: target,
    multiplicity: many ? "many" : "single",
  };
}

/** The bare value inside a content that only wraps one: the text of a Text, the number of a Number. Others as they are. */
export function unwrapScalar(content: Json): Json {
  if (typeof content !== "object" || content === null || Array.isArray(content)) return content;
  const names = Object.keys(content);
  const [name] = names;
  return names.length === 1 && name !== undefined && WRAPPERS.includes(name)
    ? ((content as JsonObject)[name] as Json)
    : content;
}
const WRAPPERS = ["text", "number", "yes_no", "date", "time"];

const WRAPPED: Readonly<Record<ConceptRef, string>> = {
  "native.Text": "text",
  "native.Number": "number",
  "native.YesNo": "yes_no",
  "native.Date": "date",
  "native.Time": "time",
  "native.JSON": "json_obj",
};

function wrapScalar(concept: ConceptRef, content: Json): Json {
  const name = Object.hasOwn(WRAPPED, concept) ? WRAPPED[concept] : undefined;
  if (name === undefined) return content;
  if (typeof content !== "object" || content === null) return { [name]: content };
  return Array.isArray(content) || Object.hasOwn(content, name) ? content : { [name]: content };
}

function scalarConcept(type: FieldType | undefined, value: Json | undefined): ConceptRef {
  switch (type) {
    case "text":
      return "native.Text";
    case "integer":
    case "number":
      return "native.Number";
    case "boolean":
      return "native.YesNo";
    case "date":
    case "datetime":
      return "native.Date";
    case "time":
      return "native.Time";
    case "dict":
    case "json":
      return "native.JSON";
    case "list":
    case "concept":
    case undefined:
      return conceptOfValue(value);
  }
}

function conceptOfValue(value: Json | undefined): ConceptRef {
  if (typeof value === "string") return "native.Text";
  if (typeof value === "number") return "native.Number";
  if (typeof value === "boolean") return "native.YesNo";
  return "native.Anything";
}

const member = (value: Json | undefined, name: string): Json | undefined =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name) ? (value as JsonObject)[name] : undefined;

const collected = (value: Json | undefined): readonly Json[] => {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
};
