import { refines, resolvedFields } from "@perdure/crate";
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

/** How values of a concept print: the templates' shape of it, by what the method declares. */
export function shapeOf(concepts: Concepts, ref: ConceptRef, multiplicity: Multiplicity = "single"): Shape {
  const one = shapeOfConcept({ concepts, known: shapesOf(concepts) }, ref);
  if (multiplicity === "single") return one;
  return { kind: "list", item: one, ...(ref === "native.Text" ? { all_native_text: true } : {}) };
}

/** Shapes by concept: a concept that many fields name is one object, or a deep method would grow without bound. */
interface Shapes {
  readonly concepts: Concepts;
  readonly known: Map<ConceptRef, Shape>;
}
const SHAPES = new WeakMap<Concepts, Map<ConceptRef, Shape>>();

function shapesOf(concepts: Concepts): Map<ConceptRef, Shape> {
  const known = SHAPES.get(concepts) ?? new Map<ConceptRef, Shape>();
  SHAPES.set(concepts, known);
  return known;
}

function shapeOfConcept(shapes: Shapes, ref: ConceptRef): Shape {
  const known = shapes.known.get(ref);
  if (known !== undefined) return known;
  // Only a damaged method holds itself: inside itself it prints by what is there.
  shapes.known.set(ref, { kind: "any" });
  const shape = newShape(shapes, ref);
  shapes.known.set(ref, shape);
  return shape;
}

function newShape(shapes: Shapes, ref: ConceptRef): Shape {
  const { concepts } = shapes;
  for (const [native, shape] of NATIVE_SHAPES) {
    if (refines(concepts, ref, native)) return shape;
  }
  const fields = resolvedFields(concepts, ref);
  if (fields === undefined) return { kind: "any" };
  const shaped = Object.entries(fields).map(([name, field]) => [name, shapeOfField(shapes, field)] as const);
  return { kind: "structured", fields: Object.fromEntries(shaped) };
}

function shapeOfField(shapes: Shapes, field: Field): Shape {
  switch (field.type) {
    case "concept":
      return field.concept === undefined ? { kind: "any" } : shapeOfConcept(shapes, field.concept);
    case "list":
      return {
        kind: "list",
        item:
          field.item_concept === undefined ? scalarShape(field.item_type) : shapeOfConcept(shapes, field.item_concept),
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
