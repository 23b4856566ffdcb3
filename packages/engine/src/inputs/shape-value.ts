import { isCompatible, isTextLike, refines, resolvedFields } from "@perdure/crate";
import type { Concept, ConceptRef, InputSlot, Json, JsonObject } from "@perdure/crate";
import type { ValidationProblem } from "@perdure/failures";
import { contentProblems } from "../contents/content-problems.ts";
import { findWrittenConcept } from "./find-written-concept.ts";
import { splitIsoDateTime } from "../contents/iso-time.ts";
import { jsonProblem } from "./json-problem.ts";
import { withDefaults } from "../contents/with-defaults.ts";

/** A caller's value in the shape of its concept, or why it has none. A list is an array of contents. */
export type ShapedValue =
  | { readonly ok: true; readonly concept: ConceptRef; readonly content: Json }
  | { readonly ok: false; readonly problems: readonly ValidationProblem[] };

/** What a declared input is held against. */
export interface Declared {
  readonly concepts: Readonly<Record<ConceptRef, Concept>>;
  /** Of the entry pipe: where a bare concept code is looked for first. */
  readonly domain: string;
  readonly slot: InputSlot;
}

/**
 * Shapes a caller's value for a declared input: a bare value by the declared concept, an envelope `{ concept, content }` by its
 * own, a list of either (or the written form of a list, `{ items }`) for a plural input, one value wrapped into a list where
 * several are declared. Total: any JSON is shaped or has its problems.
 */
export function shapeValue(declared: Declared, name: string, value: Json): ShapedValue {
  const unusable = jsonProblem(value);
  return unusable === undefined ? shapeGiven(declared, name, value) : problem("input.invalid", name, unusable);
}

function shapeGiven(declared: Declared, name: string, value: Json): ShapedValue {
  const { concepts, slot } = declared;
  const envelope = asEnvelope(declared, value);
  const written = envelope === undefined ? undefined : findWrittenConcept(concepts, envelope.concept, declared.domain);
  if (written?.ok === false) {
    return problem("input.wrong_concept", name, `names the concept '${envelope?.concept}', ${written.reason}`);
  }
  const concept = written?.concept ?? slot.concept;
  if (!isCompatible(concepts, concept, slot.concept)) {
    return problem("input.wrong_concept", name, `is a ${concept}, and the method wants a ${slot.concept}`);
  }
  const content = unlisted(declared, concept, envelope === undefined ? value : envelope.content);
  if (content === null) return problem("input.invalid", name, "is null; leave an input out instead");
  const isList = Array.isArray(content);
  if (slot.multiplicity === "single") {
    if (isList && !isOpen(slot.concept)) {
      return problem("input.wrong_multiplicity", name, `is a list, and the method wants one ${slot.concept}`);
    }
    return isList ? shapeItems(declared, name, concept, content) : shapeOne(declared, name, concept, content);
  }
  const items = isList ? (content as readonly Json[]) : [content];
  if (typeof slot.multiplicity === "number" && items.length !== slot.multiplicity) {
    const wanted = `has ${items.length} items, and the method wants ${slot.multiplicity}`;
    return problem("input.wrong_multiplicity", name, wanted);
  }
  return shapeItems(declared, name, concept, items);
}

function shapeItems(declared: Declared, name: string, concept: ConceptRef, content: readonly Json[]): ShapedValue {
  const single = { ...declared, slot: { ...declared.slot, multiplicity: "single" as const } };
  const shaped = content.map((item, index) => {
    const place = `${name}[${index}]`;
    if (item === null) return problem("input.invalid", place, "is null");
    if (Array.isArray(item)) return problem("input.wrong_multiplicity", place, "is a list inside a list");
    return asEnvelope(declared, item) === undefined
      ? shapeOne(declared, place, concept, item)
      : shapeGiven(single, place, item);
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

function shapeOne({ concepts }: Declared, name: string, concept: ConceptRef, value: Json): ShapedValue {
  if (isOpen(concept)) return openValue(value);
  const [member, type] = scalarMember(concepts, concept);
  const content = wrapped(concepts, concept, value, matches(value, type) ? member : undefined);
  const isObject = typeof content === "object" && content !== null && !Array.isArray(content);
  const problems =
    resolvedFields(concepts, concept) === undefined && !isObject
      ? [{ path: "the value", message: `should be a ${concept}` }]
      : contentProblems(concepts, concept, content);
  if (problems.length === 0) return { ok: true, concept, content: withDefaults(concepts, concept, content) };
  return {
    ok: false,
    problems: problems.map(({ path, message }) => ({
      code: "input.invalid",
      message: `${path === "the value" ? `'${name}'` : `'${name}.${path}'`} ${matches(value, type) ? message : wanted(message, concept, type)}`,
    })),
  };
}

/** The member into which a bare value of this concept goes, and the type that it must have. */
function scalarMember(
  concepts: Declared["concepts"],
  concept: ConceptRef,
): readonly [string?, ("string" | "number" | "boolean")?] {
  const is = (native: string): boolean => refines(concepts, concept, `native.${native}`);
  if (is("YesNo")) return ["yes_no", "boolean"];
  if (is("Date")) return ["date", "string"];
  if (is("Time")) return ["time", "string"];
  if (is("Number")) return ["number", "number"];
  if (is("Image") || is("Document")) return ["url", "string"];
  if (isTextLike(concepts, concept)) return ["text", "string"];
  if (is("Html")) return ["inner_html", "string"];
  return [];
}

const matches = (value: Json, type: unknown): boolean => typeof value === type;

/** A bare value in the member that holds it; a date with a time of day in both; any object as a JSON. */
function wrapped(concepts: Declared["concepts"], concept: ConceptRef, value: Json, member: string | undefined): Json {
  if (member === "date") return splitIsoDateTime(value as string) ?? { date: value };
  if (member !== undefined) return { [member]: value };
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isObject || !refines(concepts, concept, "native.JSON")) return value;
  const isWritten = Object.keys(value).length === 1 && Object.hasOwn(value, "json_obj");
  return isWritten && contentProblems(concepts, concept, value).length === 0 ? value : { json_obj: value };
}

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

/** An envelope, unless the declared concept has exactly those two fields and the first one names no concept. */
function asEnvelope({ concepts, slot, domain }: Declared, value: Json): Envelope | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  if (Object.keys(value).length !== 2 || !Object.hasOwn(value, "content")) return undefined;
  const { concept, content } = value as JsonObject;
  if (typeof concept !== "string" || content === undefined) return undefined;
  const fields = resolvedFields(concepts, slot.concept) ?? {};
  const isContent = Object.hasOwn(fields, "concept") && Object.hasOwn(fields, "content");
  return isContent && !findWrittenConcept(concepts, concept, domain).ok ? undefined : { concept, content };
}

/** The items of a list in its written form, `{ items }`, where the concept has no such field of its own. */
function unlisted({ concepts }: Declared, concept: ConceptRef, content: Json): Json {
  if (typeof content !== "object" || content === null || Array.isArray(content) || isOpen(concept)) return content;
  const { items } = content as JsonObject;
  const isWritten = Array.isArray(items) && Object.keys(content).length === 1;
  const fields = resolvedFields(concepts, concept);
  return isWritten && fields !== undefined && !Object.hasOwn(fields, "items") ? items : content;
}

const isOpen = (concept: ConceptRef): boolean => concept === "native.Anything" || concept === "native.Dynamic";

function problem(code: string, name: string, message: string): ShapedValue {
  return { ok: false, problems: [{ code, message: `'${name}' ${message}` }] };
}
