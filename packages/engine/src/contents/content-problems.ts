import { findConcept, resolvedFields } from "@perdure/crate";
import { isIsoDate, isIsoTime, splitIsoDateTime } from "./iso-time.ts";
import type { Concept, ConceptRef, Field, FieldType, Json, JsonObject } from "@perdure/crate";

type Concepts = Readonly<Record<ConceptRef, Concept>>;

/** One thing about a content that does not fit its concept; `path` is dotted, from the content's top. */
export interface ContentProblem {
  readonly path: string;
  readonly message: string;
}

/** Why a content is not one of a concept; empty when it is. Fields that the concept does not have are problems too. */
export function contentProblems(
  concepts: Concepts,
  ref: ConceptRef,
  content: Json,
  path = "",
): readonly ContentProblem[] {
  const fields = resolvedFields(concepts, ref);
  if (fields === undefined) return [];
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    return [{ path: path === "" ? "the value" : path, message: `should be a ${ref}` }];
  }
  const members = content as JsonObject;
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  const unknown = Object.keys(members)
    .filter((name) => !Object.hasOwn(fields, name))
    .map((name) => ({ path: at(name), message: `is no field of ${ref}` }));
  const wrong = Object.entries(fields).flatMap(([name, field]) => {
    const value = Object.hasOwn(members, name) ? members[name] : undefined;
    if (value === undefined || value === null) {
      return field.required && field.default === undefined ? [{ path: at(name), message: "is missing" }] : [];
    }
    return fieldProblems(concepts, field, value, at(name));
  });
  return [...unknown, ...wrong];
}

function fieldProblems(concepts: Concepts, field: Field, value: Json, path: string): readonly ContentProblem[] {
  if (field.choices !== undefined && field.type !== "list") {
    const fits = typeof value === "string" && field.choices.includes(value);
    return fits ? [] : [{ path, message: `should be one of ${field.choices.join(", ")}` }];
  }
  if (field.type === "concept") {
    const concept = field.concept;
    return concept === undefined || findConcept(concepts, concept) === undefined
      ? []
      : contentProblems(concepts, concept, value, path);
  }
  if (field.type === "list") {
    if (!Array.isArray(value)) return [{ path, message: "should be a list" }];
    return (value as readonly Json[]).flatMap((item, index) => {
      const place = `${path}[${index}]`;
      if (field.item_concept !== undefined) return contentProblems(concepts, field.item_concept, item, place);
      return field.item_type === undefined ? [] : scalarProblems(field.item_type, item, place);
    });
  }
  return scalarProblems(field.type, value, path);
}

function scalarProblems(type: FieldType, value: Json, path: string): readonly ContentProblem[] {
  return SCALAR_CHECKS[type](value) ? [] : [{ path, message: `should be ${SCALAR_NAMES[type]}` }];
}

const isObject = (value: Json): boolean => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: Json): value is string => typeof value === "string";

const SCALAR_CHECKS: Readonly<Record<FieldType, (value: Json) => boolean>> = {
  text: isText,
  integer: (value) => Number.isInteger(value),
  number: (value) => Number.isFinite(value),
  boolean: (value) => typeof value === "boolean",
  date: (value) => isText(value) && isIsoDate(value),
  time: (value) => isText(value) && isIsoTime(value),
  datetime: (value) => isText(value) && (isIsoDate(value) || splitIsoDateTime(value) !== undefined),
  list: (value) => Array.isArray(value),
  dict: isObject,
  concept: isObject,
  json: isObject,
};
const SCALAR_NAMES: Readonly<Record<FieldType, string>> = {
  text: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  date: "a date such as 2026-01-31",
  time: "a time such as 09:30:00",
  datetime: "a date and time such as 2026-01-31T09:30:00",
  list: "a list",
  dict: "an object",
  concept: "an object",
  json: "an object",
};
