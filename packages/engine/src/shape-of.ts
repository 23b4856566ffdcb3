import { findConcept, refines, resolvedFields } from "@perdure/crate";
import type { Concept, ConceptRef, Field, FieldType, Multiplicity } from "@perdure/crate";
import type { Shape } from "@perdure/templates";

type Concepts = Readonly<Record<ConceptRef, Concept>>;

const NATIVE_SHAPES: readonly (readonly [ConceptRef, Shape])[] = [
  ["native.Text", { kind: "text" }],
  ["native.Number", { kind: "number" }],
  ["native.YesNo", { kind: "boolean" }],
  ["native.Date", { kind: "date" }],
  ["native.Time", { kind: "time" }],
  ["native.Image", { kind: "image" }],
  ["native.Document", { kind: "document" }],
  ["native.Html", { kind: "html" }],
  ["native.JSON", { kind: "json" }],
];
const DEEPEST = 12;

/** How values of a concept print: the templates' shape of it, by what the method declares. */
export function shapeOf(concepts: Concepts, ref: ConceptRef, multiplicity: Multiplicity = "single"): Shape {
  const one = shapeOfConcept(concepts, ref, 0);
  if (multiplicity === "single") return one;
  return { kind: "list", item: one, ...(ref === "native.Text" ? { all_native_text: true } : {}) };
}

function shapeOfConcept(concepts: Concepts, ref: ConceptRef, depth: number): Shape {
  for (const [native, shape] of NATIVE_SHAPES) {
    if (refines(concepts, ref, native)) return shape;
  }
  const fields = resolvedFields(concepts, ref);
  // A concept may hold itself; past this depth a value prints by what it is.
  if (fields === undefined || depth > DEEPEST || findConcept(concepts, ref) === undefined) return { kind: "any" };
  return {
    kind: "structured",
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, shapeOfField(concepts, field, depth + 1)]),
    ),
  };
}

function shapeOfField(concepts: Concepts, field: Field, depth: number): Shape {
  switch (field.type) {
    case "concept":
      return field.concept === undefined ? { kind: "any" } : shapeOfConcept(concepts, field.concept, depth);
    case "list":
      return {
        kind: "list",
        item:
          field.item_concept === undefined
            ? scalarShape(field.item_type)
            : shapeOfConcept(concepts, field.item_concept, depth),
      };
    case "dict":
      return { kind: "dict", value: scalarShape(field.value_type) };
    default:
      return scalarShape(field.type);
  }
}

function scalarShape(type: FieldType | undefined): Shape {
  switch (type) {
    case "text":
    case "integer":
    case "number":
    case "boolean":
    case "date":
    case "time":
    case "datetime":
    case "json":
      return { kind: type };
    case "list":
    case "dict":
    case "concept":
    case undefined:
      return { kind: "any" };
  }
}
