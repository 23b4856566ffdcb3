import { findConcept, isCompatible, isTextLike, refines, resolvedFields } from "@perdure/crate";
import type { Concept, ConceptRef, InputSlot, Json, JsonObject } from "@perdure/crate";
import type { ValidationProblem } from "@perdure/failures";
import { contentProblems } from "./content-problems.ts";

type Concepts = Readonly<Record<ConceptRef, Concept>>;

/** A caller's value in the shape of its concept, or why it has none. A list is an array of contents. */
export type ShapedValue =
  | { readonly ok: true; readonly concept: ConceptRef; readonly content: Json }
  | { readonly ok: false; readonly problems: readonly ValidationProblem[] };

/**
 * Shapes a caller's value for a declared input: a bare value by the declared concept, an envelope `{ concept, content }` by its
 * own, a list of either for a plural input, one value wrapped into a list where several are declared.
 */
export function shapeValue(concepts: Concepts, name: string, slot: InputSlot, value: Json): ShapedValue {
  const envelope = asEnvelope(value);
  const concept = envelope === undefined ? slot.concept : findEnvelopeConcept(concepts, envelope.concept, slot.concept);
  if (concept === undefined) {
    return problem(
      "input.wrong_concept",
      name,
      `names the concept '${envelope?.concept}', which the method does not know`,
    );
  }
  if (envelope !== undefined && !isCompatible(concepts, concept, slot.concept)) {
    return problem("input.wrong_concept", name, `is a ${concept}, and the method wants a ${slot.concept}`);
  }
  const content = envelope === undefined ? value : envelope.content;
  if (content === null) return problem("input.invalid", name, "is null; leave an input out instead");
  const isList = Array.isArray(content);
  if (slot.multiplicity === "single") {
    if (isList && !isOpen(slot.concept)) {
      return problem("input.wrong_multiplicity", name, `is a list, and the method wants one ${slot.concept}`);
    }
    return isList ? shapeItems(concepts, name, slot, concept, content) : shapeOne(concepts, name, concept, content);
  }
  const items = isList ? (content as readonly Json[]) : [content];
  if (typeof slot.multiplicity === "number" && items.length !== slot.multiplicity) {
    return problem(
      "input.wrong_multiplicity",
      name,
      `has ${items.length} items, and the method wants ${slot.multiplicity}`,
    );
  }
  return shapeItems(concepts, name, slot, concept, items);
}

function shapeItems(
  concepts: Concepts,
  name: string,
  slot: InputSlot,
  concept: ConceptRef,
  content: Json,
): ShapedValue {
  const shaped = (content as readonly Json[]).map((item, index) => {
    const place = `${name}[${index}]`;
    if (item === null) return problem("input.invalid", place, "is null");
    return asEnvelope(item) === undefined
      ? shapeOne(concepts, place, concept, item)
      : shapeValue(concepts, place, { ...slot, multiplicity: "single" }, item);
  });
  const problems = shaped.flatMap((item) => (item.ok ? [] : item.problems));
  if (problems.length > 0) return { ok: false, problems };
  const items = shaped.flatMap((item) => (item.ok ? [item] : []));
  const common = items[0]?.concept ?? concept;
  return {
    ok: true,
    concept: items.every((item) => item.concept === common) ? common : concept,
    content: items.map((item) => item.content),
  };
}

function shapeOne(concepts: Concepts, name: string, concept: ConceptRef, value: Json): ShapedValue {
  if (isOpen(concept)) return openValue(value);
  const [member, type] = scalarMember(concepts, concept);
  const content = member !== undefined && matches(value, type) ? { [member]: value } : value;
  const problems = contentProblems(concepts, concept, content);
  if (problems.length === 0 && typeof content === "object") return { ok: true, concept, content };
  if (problems.length === 0 && resolvedFields(concepts, concept) === undefined) return { ok: true, concept, content };
  return {
    ok: false,
    problems: problems.map(({ path, message }) => ({
      code: "input.invalid",
      message: `${path === "the value" ? `'${name}'` : `'${name}.${path}'`} ${wanted(message, concept, type)}`,
    })),
  };
}

/** The member into which a bare value of this concept goes, and the type that it must have. */
function scalarMember(concepts: Concepts, concept: ConceptRef): readonly [string?, ("string" | "number" | "boolean")?] {
  if (refines(concepts, concept, "native.YesNo")) return ["yes_no", "boolean"];
  if (refines(concepts, concept, "native.Date")) return ["date", "string"];
  if (refines(concepts, concept, "native.Time")) return ["time", "string"];
  if (refines(concepts, concept, "native.Number")) return ["number", "number"];
  if (refines(concepts, concept, "native.Image") || refines(concepts, concept, "native.Document"))
    return ["url", "string"];
  if (isTextLike(concepts, concept)) return ["text", "string"];
  if (refines(concepts, concept, "native.Html")) return ["inner_html", "string"];
  return [];
}

const matches = (value: Json, type: unknown): boolean => typeof value === type;

const wanted = (message: string, concept: ConceptRef, type: unknown): string =>
  typeof type === "string" && message.startsWith("should be a ") ? `should be a ${type} (${concept})` : message;

function openValue(value: Json): ShapedValue {
  if (typeof value === "string") return { ok: true, concept: "native.Text", content: { text: value } };
  if (typeof value === "number") return { ok: true, concept: "native.Number", content: { number: value } };
  if (typeof value === "boolean") return { ok: true, concept: "native.YesNo", content: { yes_no: value } };
  return { ok: true, concept: "native.JSON", content: { json_obj: value } };
}

interface Envelope {
  readonly concept: string;
  readonly content: Json;
}

function asEnvelope(value: Json): Envelope | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { concept, content } = value as JsonObject;
  return typeof concept === "string" && content !== undefined && Object.keys(value).length === 2
    ? { concept: concept.replace(/\[\d*\]$/u, ""), content }
    : undefined;
}

function findEnvelopeConcept(concepts: Concepts, written: string, declared: ConceptRef): ConceptRef | undefined {
  if (written.includes(".")) return findConcept(concepts, written) === undefined ? undefined : written;
  const domain = declared.slice(0, declared.lastIndexOf("."));
  const candidates = [
    `${domain}.${written}`,
    `native.${written}`,
    ...Object.keys(concepts).filter((ref) => ref.endsWith(`.${written}`)),
  ];
  return candidates.find((ref) => findConcept(concepts, ref) !== undefined);
}

const isOpen = (concept: ConceptRef): boolean => concept === "native.Anything" || concept === "native.Dynamic";

function problem(code: string, name: string, message: string): ShapedValue {
  return { ok: false, problems: [{ code, message: `'${name}' ${message}` }] };
}
