import {
  refines,
  resolvedFields,
  type Concept,
  type ConceptRef,
  type Field,
  type FieldType,
  type Json,
} from "@perdure/crate";
import type { LeafOutcome, LeafRun } from "./leaf-run.ts";

type Concepts = Readonly<Record<ConceptRef, Concept>>;
const LIST_ITEMS = 3;
const PAGES = 4;
const DEEPEST = 6;

/** What a leaf gives in a dry run, without a model, a file or a function: content of the declared shape, always the same. */
export function dryOutcome({ call, crate }: Pick<LeafRun, "call" | "crate">): LeafOutcome {
  const { concept, multiplicity } = call.output;
  const content = (): Json => dryContent(crate.concepts, concept, 0);
  if (multiplicity === "single") return { content: content() };
  const count = typeof multiplicity === "number" ? multiplicity : call.kind === "extract" ? PAGES : LIST_ITEMS;
  return { contents: Array.from({ length: count }, content) };
}

function dryContent(concepts: Concepts, ref: ConceptRef, depth: number): Json {
  const name = ref.slice(ref.lastIndexOf(".") + 1);
  if (refines(concepts, ref, "native.Image"))
    return { url: "https://dry-run.invalid/image.png", mime_type: "image/png" };
  if (refines(concepts, ref, "native.Document"))
    return { url: "https://dry-run.invalid/document.pdf", mime_type: "application/pdf" };
  const fields = resolvedFields(concepts, ref);
  if (fields === undefined) return ref === "native.Composite" ? {} : { text: `Dry run of ${name}` };
  const content: Record<string, Json> = {};
  for (const [field, declared] of Object.entries(fields))
    content[field] = dryField(concepts, declared, field, depth + 1);
  return content;
}

function dryField(concepts: Concepts, field: Field, name: string, depth: number): Json {
  if (field.default !== undefined) return field.default;
  if (!field.required && depth > DEEPEST) return null;
  const item = (type: FieldType, concept: ConceptRef | undefined): Json =>
    field.choices?.[0] ?? (concept === undefined ? dryScalar(type, name) : dryContent(concepts, concept, depth));
  switch (field.type) {
    case "list":
      return depth > DEEPEST
        ? []
        : Array.from({ length: LIST_ITEMS }, () => item(field.item_type ?? "text", field.item_concept));
    case "dict":
      return { first: dryScalar(field.value_type ?? "text", name) };
    default:
      return item(field.type, field.concept);
  }
}

function dryScalar(type: FieldType, name: string): Json {
  switch (type) {
    case "text":
      return `Dry run of ${name}`;
    case "integer":
    case "number":
      return 1;
    case "boolean":
      return true;
    case "date":
      return "2000-01-01";
    case "time":
      return "12:00:00Z";
    case "datetime":
      return "2000-01-01T12:00:00Z";
    case "list":
      return [];
    case "dict":
    case "concept":
    case "json":
      return {};
  }
}
