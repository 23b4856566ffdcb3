import { nativeConceptOf, resolvedFields } from "@perdure/crate";
import type { Concept, ConceptRef, Field, FieldType, Json, JsonObject, Multiplicity } from "@perdure/crate";
import { splitIsoDateTime } from "./iso-time.ts";

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
 * texts several, a nested concept itself. A declared field without a value is null; undefined is a path that leads nowhere.
 */
export function walkTyped(
  concepts: Concepts,
  from: TypedContent,
  segments: readonly string[],
): TypedContent | undefined {
  if (segments.length === 0) return from;
  let content: Json | undefined = from.content;
  let concept: ConceptRef | undefined = from.concept;
  let isMany = from.multiplicity !== "single";
  let isDeclared = true;
  let field: Field | undefined;
  for (const segment of segments) {
    content = content === undefined ? undefined : walkContent(content, [segment]);
    field = concept === undefined ? undefined : fieldOf(concepts, concept, segment);
    concept = field?.concept ?? field?.item_concept;
    isMany ||= field?.type === "list";
    isDeclared &&= field !== undefined;
  }
  if (content === undefined && !isDeclared) return undefined;
  const found = content ?? (isMany ? [] : null);
  const items = Array.isArray(found) ? (found as readonly Json[]).filter((item) => item !== null) : undefined;
  const target = concept ?? scalarConcept(field?.type === "list" ? field.item_type : field?.type, items, found);
  const shaped = (value: Json): Json => (concept === undefined ? wrapScalar(target, value) : value);
  return { content: items?.map(shaped) ?? shaped(found), concept: target, multiplicity: items ? "many" : "single" };
}

function fieldOf(concepts: Concepts, concept: ConceptRef, name: string): Field | undefined {
  const fields = resolvedFields(concepts, concept);
  return fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/**
 * The bare value inside a content that wraps one, the text of a Text or the verdict of a YesNo; others as they are. The
 * measured probability of a verdict is left behind; a Date that also has a time of day is more than a date, and stays.
 */
export function unwrapScalar(content: Json): Json {
  if (typeof content !== "object" || content === null || Array.isArray(content)) return content;
  const isVerdict = Object.hasOwn(content, "yes_no");
  const [wrapped, ...others] = Object.entries(content as JsonObject).filter(
    ([name, value]) => !(isVerdict && name === "probability") && !(name === "time" && value === null),
  );
  return wrapped !== undefined && others.length === 0 && WRAPPERS.has(wrapped[0]) ? wrapped[1] : content;
}
const WRAPPERS: ReadonlySet<string> = new Set(["text", "number", "yes_no", "date", "time"]);

/** A bare value as content of the native concept that holds its like. A date with a time of day becomes both. */
function wrapScalar(concept: ConceptRef, value: Json): Json {
  const name = Object.hasOwn(WRAPPED, concept) ? WRAPPED[concept] : undefined;
  if (name === undefined || value === null) return value;
  const both = concept === "native.Date" && typeof value === "string" ? splitIsoDateTime(value) : undefined;
  return both ?? { [name]: value };
}

const WRAPPED: Readonly<Record<ConceptRef, string>> = {
  "native.Text": "text",
  "native.Number": "number",
  "native.YesNo": "yes_no",
  "native.Date": "date",
  "native.Time": "time",
  "native.JSON": "json_obj",
};

/** The native concept that holds values of a scalar type; where no type is declared, of what is there. */
function scalarConcept(type: FieldType | undefined, items: readonly Json[] | undefined, found: Json): ConceptRef {
  const declared = type === undefined ? undefined : nativeConceptOf(type);
  if (declared !== undefined) return declared;
  return items?.length === 0 ? "native.Text" : conceptOfValue(items?.[0] ?? found);
}

function conceptOfValue(value: Json): ConceptRef {
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
