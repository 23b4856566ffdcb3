import { refines, resolvedFields } from "@perdure/crate";
import type { ConceptRef, Crate, Field, FieldType, InputSlot, Json, JsonObject, PipeRef } from "@perdure/crate";

// Structures that contain themselves are refused when a method is read; crates of other origin are cut off here.
const DEEPEST = 8;
const MOST_VALUES = 2000;
const MOST_ITEMS = 100;

/** A crate and how many more values may be written for one input: nested structures can multiply without end. */
interface Budget {
  readonly crate: Crate;
  left: number;
}

/**
 * The JSON that a caller fills in to run a method from a pipe: each input in its natural shape, without an envelope. Texts say
 * what belongs there, documents and images are `{ "url": … }`, structures are objects, lists have one item or as many as are
 * asked for. Empty for a pipe that the crate lacks or that takes nothing.
 */
export function inputsTemplate(crate: Crate, entry?: PipeRef): JsonObject {
  const ref = entry ?? crate.main_pipe;
  const pipe = ref !== undefined && Object.hasOwn(crate.pipes, ref) ? crate.pipes[ref] : undefined;
  return Object.fromEntries(
    Object.entries(pipe?.inputs ?? {}).map(([name, slot]) => [name, valueOfSlot(crate, name, slot)]),
  );
}

function valueOfSlot(crate: Crate, name: string, slot: InputSlot): Json {
  const one = valueOfConcept({ crate, left: MOST_VALUES }, name, slot.concept, 0);
  if (slot.multiplicity === "single") return one;
  const length = slot.multiplicity === "many" ? 1 : Math.min(slot.multiplicity, MOST_ITEMS);
  return Array.from({ length }, () => one);
}

function valueOfConcept(budget: Budget, name: string, concept: ConceptRef, depth: number): Json {
  const is = (native: string): boolean => refines(budget.crate.concepts, concept, `native.${native}`);
  if (is("YesNo")) return false;
  if (is("Date")) return "2026-01-31";
  if (is("Time")) return "09:30:00";
  if (is("Number")) return 0;
  if (is("Image") || is("Document")) return { url: `<path or address of ${name}>` };
  if (is("Text")) return `<${name}>`;
  if (is("JSON") || is("Composite")) return {};
  const fields = resolvedFields(budget.crate.concepts, concept);
  if (fields === undefined) return `<${name}>`;
  return valueOfFields(budget, fields, depth);
}

function valueOfFields(budget: Budget, fields: Readonly<Record<string, Field>>, depth: number): Json {
  if (depth >= DEEPEST || budget.left <= 0) return {};
  budget.left -= Object.keys(fields).length;
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, valueOfField(budget, name, field, depth)]),
  );
}

function valueOfField(budget: Budget, name: string, field: Field, depth: number): Json {
  if (field.default !== undefined) return field.default;
  const concept = field.type === "list" ? field.item_concept : field.concept;
  const nested = concept === undefined ? undefined : valueOfNested(budget, name, concept, depth);
  if (field.type === "list") return [nested ?? field.choices?.[0] ?? valueOfType(name, field.item_type ?? "text")];
  return nested ?? field.choices?.[0] ?? valueOfType(name, field.type);
}

/** Inside a structure a concept is its content: an object, also where an input of that concept may be a bare value. */
function valueOfNested(budget: Budget, name: string, concept: ConceptRef, depth: number): Json {
  const is = (native: string): boolean => refines(budget.crate.concepts, concept, `native.${native}`);
  if (is("Image") || is("Document")) return { url: `<path or address of ${name}>` };
  const fields = resolvedFields(budget.crate.concepts, concept);
  if (fields !== undefined) return valueOfFields(budget, fields, depth + 1);
  return is("Text") ? { text: `<${name}>` } : {};
}

function valueOfType(name: string, type: FieldType): Json {
  switch (type) {
    case "text":
      return `<${name}>`;
    case "integer":
    case "number":
      return 0;
    case "boolean":
      return false;
    case "date":
      return "2026-01-31";
    case "time":
      return "09:30:00";
    case "datetime":
      return "2026-01-31T09:30:00";
    case "list":
      return [];
    case "dict":
    case "concept":
    case "json":
      return {};
  }
}
