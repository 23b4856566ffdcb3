import { refines, resolvedFields } from "@perdure/crate";
import type { ConceptRef, Field, FieldType } from "@perdure/crate";
import { showSlot } from "../pipes/slot.ts";
import { kindName } from "../source/toml-tree.ts";
import type { TomlValue } from "../source/toml-tree.ts";
import { fits } from "./wiring.ts";
import type { Wiring } from "./wiring.ts";
import type { KnownValue } from "./known-value.ts";

/** The plain types that the value of a native goes into. */
const PLAIN: readonly (readonly [native: ConceptRef, types: readonly FieldType[]])[] = [
  ["native.Text", ["text"]],
  ["native.Number", ["integer", "number"]],
  ["native.YesNo", ["boolean"]],
  ["native.Date", ["date", "datetime"]],
  ["native.Time", ["time"]],
];

/** What a value is that a field cannot hold, for a message; undefined where it fits, or nothing can be said. */
export function misfitOf(wiring: Wiring, value: KnownValue, field: Field): string | undefined {
  const { concept, multiplicity } = value;
  if (concept === undefined || wiring.isUnchecked(concept)) return undefined;
  const shown = showSlot(concept, multiplicity ?? "single");
  const isList = multiplicity !== undefined && multiplicity !== "single";
  if (field.type === "dict" || field.type === "json") return undefined;
  if (isList && field.type !== "list") return shown;
  const wanted = field.type === "list" ? field.item_concept : field.concept;
  if (wanted !== undefined) {
    return fits(wiring, concept, wanted) ? undefined : shown;
  }
  const type = field.type === "list" ? field.item_type : field.type;
  return type === undefined || isPlain(wiring, concept, type) ? undefined : shown;
}

/** Whether the value of a concept goes into a field of a plain type: a native does into its own, a structure into none. */
function isPlain(wiring: Wiring, concept: ConceptRef, type: FieldType): boolean {
  for (const [native, types] of PLAIN) {
    if (refines(wiring.concepts, concept, native)) return types.includes(type);
  }
  // What has one member may be taken for that member.
  const fields = Object.values(resolvedFields(wiring.concepts, concept) ?? {});
  return fields.length === 0 || (fields.length === 1 && fields[0]?.type === type);
}

const KINDS: Readonly<Partial<Record<FieldType, readonly TomlValue["kind"][]>>> = {
  text: ["string"],
  integer: ["integer"],
  number: ["integer", "float"],
  boolean: ["boolean"],
  // A fixed value is data as JSON has it, where a date is a text.
  date: ["date", "string"],
  time: ["time", "string"],
  datetime: ["datetime", "string"],
  list: ["array"],
};

/** What a fixed value is that a field cannot hold, for a message. */
export function misfitOfFixed(field: Field, value: TomlValue): string | undefined {
  const kinds = KINDS[field.type];
  if (kinds !== undefined && !kinds.includes(value.kind)) return kindName(value);
  if (field.choices === undefined || value.kind !== "string" || field.choices.includes(value.value)) return undefined;
  return `'${value.value}', which is none of its choices`;
}
