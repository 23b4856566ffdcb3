import { DATE_TIME_PATTERN, TIME_PATTERN } from "@perdure/crate";
import type { ConceptRef, Field, FieldType, Multiplicity } from "@perdure/crate";
import type { TypeName } from "./type-names.ts";
import { stringLiteral } from "./write-literals.ts";

/** The same value twice: as a type, and as the schema that checks it. */
export interface WrittenValue {
  readonly type: string;
  readonly schema: string;
}
/** How a concept is named where it is used. */
export type NameOf = (ref: ConceptRef) => TypeName;

/** The value of a field that is there. */
export function writeField(field: Field, nameOf: NameOf): WrittenValue {
  if (field.type === "list") return listOf(writeItem(field, nameOf));
  if (field.choices !== undefined) return choiceOf(field.choices);
  if (field.type === "concept") return reference(field.concept ?? "native.Anything", nameOf);
  if (field.type !== "dict") return SCALARS[field.type];
  const value = field.value_type === undefined || field.value_type === "json" ? ANY : SCALARS[field.value_type];
  return {
    type: `{ readonly [key: string]: ${value.type} }`,
    schema: `z.record(z.string(), ${value.schema})`,
  };
}

/** A concept's content as a slot holds it: one, any number, or exactly N. */
export function writeSlot(concept: ConceptRef, multiplicity: Multiplicity, nameOf: NameOf): WrittenValue {
  const one = reference(concept, nameOf);
  if (multiplicity === "single") return one;
  const list = listOf(one);
  return multiplicity === "many" ? list : { ...list, schema: `${list.schema}.length(${multiplicity})` };
}

/** Any JSON value. */
export const ANY: WrittenValue = { type: "unknown", schema: "z.json()" };
/** Any JSON object. */
export const ANY_OBJECT: WrittenValue = {
  type: "{ readonly [key: string]: unknown }",
  schema: "z.record(z.string(), z.json())",
};

function writeItem(field: Field, nameOf: NameOf): WrittenValue {
  if (field.item_concept !== undefined) return reference(field.item_concept, nameOf);
  return field.choices === undefined ? SCALARS[field.item_type ?? "text"] : choiceOf(field.choices);
}

/** Schemas refer to one another by name and may do so in a circle: each is looked up when it is used. */
function reference(ref: ConceptRef, nameOf: NameOf): WrittenValue {
  const { type, schema } = nameOf(ref);
  return { type, schema: `z.lazy(() => ${schema})` };
}

const listOf = ({ type, schema }: WrittenValue): WrittenValue => ({
  type: `readonly ${/^[\w$]+$/u.test(type) ? type : `(${type})`}[]`,
  schema: `z.array(${schema})`,
});

function choiceOf(choices: readonly string[]): WrittenValue {
  const words = choices.map(stringLiteral);
  if (words.length === 0) return { type: "never", schema: "z.never()" };
  return { type: words.join(" | "), schema: `z.enum([${words.join(", ")}])` };
}

const pattern = (source: string): string => `z.string().regex(new RegExp(${stringLiteral(source)}, "u"))`;

const SCALARS: Readonly<Record<FieldType, WrittenValue>> = {
  text: { type: "string", schema: "z.string()" },
  // z.int() stops at the safe integers, and a method's integers do not.
  integer: { type: "number", schema: "z.number().refine(Number.isInteger)" },
  number: { type: "number", schema: "z.number()" },
  boolean: { type: "boolean", schema: "z.boolean()" },
  date: { type: "string", schema: "z.iso.date()" },
  time: { type: "string", schema: pattern(TIME_PATTERN) },
  datetime: { type: "string", schema: pattern(DATE_TIME_PATTERN) },
  list: { type: "readonly unknown[]", schema: "z.array(z.json())" },
  dict: ANY_OBJECT,
  concept: ANY_OBJECT,
  json: ANY_OBJECT,
};
