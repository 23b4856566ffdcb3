import type { ConceptRef, FieldType } from "./crate.ts";

const NATIVE: Readonly<Record<Exclude<FieldType, "list" | "concept">, ConceptRef>> = {
  text: "native.Text",
  integer: "native.Number",
  number: "native.Number",
  boolean: "native.YesNo",
  date: "native.Date",
  datetime: "native.Date",
  time: "native.Time",
  dict: "native.JSON",
  json: "native.JSON",
};

/** The native concept that holds the value of a field by itself; undefined for lists and concepts, which say their own. */
export function nativeConceptOf(type: FieldType): ConceptRef | undefined {
  return type === "list" || type === "concept" ? undefined : NATIVE[type];
}
