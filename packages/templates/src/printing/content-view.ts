import { ANY_SHAPE } from "../shape.ts";
import type { Json, JsonObject, Shape, TemplateValue } from "../shape.ts";
import { float } from "../python/value.ts";
import type { ContentValue, Value } from "../python/value.ts";

/** The members that hold the scalar of a wrapped content, by the kind of its shape; the first one present counts. */
const WRAPPED_MEMBERS: ReadonlyMap<string, readonly string[]> = new Map([
  ["text", ["text"]],
  ["integer", ["number", "integer"]],
  ["number", ["number"]],
  ["boolean", ["yes_no", "boolean"]],
  ["date", ["date", "datetime"]],
  ["time", ["time"]],
  ["datetime", ["datetime", "date"]],
]);

const IMAGE_FIELDS = [
  "url",
  "public_url",
  "source_prompt",
  "source_negative_prompt",
  "caption",
  "mime_type",
  "filename",
  "size",
  "width",
  "height",
];
const KNOWN_FIELDS: ReadonlyMap<string, readonly string[]> = new Map([
  ["text", ["text"]],
  ["integer", ["number"]],
  ["number", ["number"]],
  ["boolean", ["yes_no", "probability"]],
  ["date", ["date", "time"]],
  ["time", ["time"]],
  ["datetime", ["datetime", "date", "time"]],
  ["image", IMAGE_FIELDS],
  ["document", ["url", "public_url", "mime_type", "filename", "title", "snippet"]],
  ["html", ["inner_html", "css_class"]],
]);

/** Makes a JSON value readable by a template: scalars become Python scalars by their declared kind, the rest a view. */
export function view(json: Json | undefined, shape: Shape, path: string): Value {
  if (json === null || json === undefined) return null;
  if (typeof json === "string" || typeof json === "boolean") return json;
  if (typeof json === "number") return shape.kind === "number" || !Number.isInteger(json) ? float(json) : json;
  return { kind: "content", json, shape, path };
}

/** Makes a value of the context readable by a template under the name that it has there. */
export function viewTemplateValue(value: TemplateValue, name: string): Value {
  if (value.kind === "plain") return view(value.value, ANY_SHAPE, name);
  const content = view(value.content, value.shape, name);
  if (typeof content !== "object" || content === null || content.kind !== "content") return content;
  return {
    ...content,
    facts: { name: value.name, concept: value.concept, stuffCode: value.stuff_code ?? null },
  };
}

/** The items of a list content, bare or wrapped in `{ items }`; undefined when the content is no list. */
export function itemsOf(content: ContentValue): readonly Json[] | undefined {
  if (isArray(content.json)) return content.json;
  if (content.shape.kind !== "list") return undefined;
  const items = member(content.json, "items");
  return items !== undefined && isArray(items) ? items : undefined;
}

/** The view of one item of a list content. */
export function viewItem(content: ContentValue, items: readonly Json[], index: number): Value {
  const shape = content.shape.kind === "list" ? content.shape.item : ANY_SHAPE;
  return view(items[index], shape, `${content.path}[${index}]`);
}

/** The members of a content that is an object. */
export function membersOf(content: ContentValue): JsonObject | undefined {
  return isArray(content.json) || itemsOf(content) !== undefined ? undefined : content.json;
}

/** The view of one field of an object; undefined when it is neither there nor declared. */
export function viewField(content: ContentValue, name: string): Value | undefined {
  const object = membersOf(content);
  if (object === undefined) return undefined;
  const path = `${content.path}.${name}`;
  if (Object.hasOwn(object, name)) return view(object[name], fieldShape(content.shape, name), path);
  return declaresField(content.shape, name) ? null : undefined;
}

/** The scalar inside a wrapped content such as `{ text }`; undefined when the content is none. */
export function scalarOf(content: ContentValue): Value | undefined {
  const names = WRAPPED_MEMBERS.get(content.shape.kind) ?? judgedMember(content.shape);
  if (names === undefined || isArray(content.json)) return undefined;
  const object = content.json;
  const { date, time } = object;
  if (content.shape.kind.startsWith("date") && typeof date === "string" && typeof time === "string")
    return `${date}T${time}`;
  const name = names.find((candidate) => Object.hasOwn(object, candidate));
  // A native Number is a float only when it has a fraction, so its member is read without a declared kind.
  return name === undefined ? undefined : view(object[name], ANY_SHAPE, `${content.path}.${name}`);
}

// A native Choice is read as the option that it chose, a native Rating as its level.
function judgedMember(shape: Shape): readonly string[] | undefined {
  if (shape.kind !== "structured" || !["confidence", "probabilities"].every((name) => declaresField(shape, name)))
    return undefined;
  return ["choice", "level"].filter((name) => declaresField(shape, name));
}

/** Tells whether the declared type lists every field, so that any other name is a mistake. */
export function isClosed(shape: Shape): boolean {
  return shape.kind === "structured" || shape.kind === "list" || KNOWN_FIELDS.has(shape.kind);
}

/** The declared shape of one field. */
export function fieldShape(shape: Shape, name: string): Shape {
  if (shape.kind === "structured")
    return Object.hasOwn(shape.fields, name) ? (shape.fields[name] ?? ANY_SHAPE) : ANY_SHAPE;
  return shape.kind === "dict" ? shape.value : ANY_SHAPE;
}

function declaresField(shape: Shape, name: string): boolean {
  if (shape.kind === "structured") return Object.hasOwn(shape.fields, name);
  return KNOWN_FIELDS.get(shape.kind)?.includes(name) ?? false;
}

/** Reads an own member of a JSON object, and nothing that it inherits. */
export function member(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Tells a JSON array from a JSON object. */
export function isArray(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
